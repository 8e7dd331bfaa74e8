metadata name = 'SaeFlows'
metadata description = 'Everything that a team needs on Azure to run SaeFlows: queues, workflows, model workers, chat models. Without a single key.'

targetScope = 'resourceGroup'

import { chatDeployment } from 'modules/openAi.bicep'

@description('Begins the names of all resources: lower-case letters and digits, a letter first.')
@minLength(3)
@maxLength(9)
param name string = 'saeflows'

@description('Goes into names and tags.')
@allowed(['dev', 'prod'])
param stage string

@description('Region of everything but the worker and the chat models.')
param location string = resourceGroup().location

@description('Region of the worker: one with the GPU profile.')
param workerLocation string = location

@description('Region of the chat models.')
param chatLocation string = location

@description('Repository and tag of the worker image in the registry of this deployment; empty deploys everything but the worker.')
param workerImage string = ''

@description('What the worker loads at start: MODEL or MODEL|SAE|DOMAIN, folders in the container models or pocket; several separated by semicolons.')
param workerModels string = 'pocket'

@description('GPU of the worker.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string

@minValue(1)
param maxWorkers int

@description('Waiting model jobs for each worker that is started.')
@minValue(1)
param jobsPerWorker int

@minValue(1)
param maximumFunctionInstances int

@description('Scheduler billed by action or by reserved capacity.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string

@description('Days: until histories are exported, which must be well before the scheduler forgets finished orchestrations; and for logs and deleted blobs.')
param retention { histories: int, orchestrations: int, logs: int, deletedBlobs: int }

@description('Replication of artifacts and ledger.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param dataSku string

@description('Most GB of logs a day.')
param logCapGb int

param keyVaultPurgeProtection bool

@description('Chat models: one to reformulate, another to verify.')
param chatDeployments chatDeployment[]

var suffix = uniqueString(resourceGroup().id, stage)
var prefix = '${name}-${stage}'
var tags = { product: 'SaeFlows', stage: stage }

module identities 'modules/identities.bicep' = {
  params: { name: prefix, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: prefix
    location: location
    tags: tags
    retentionDays: retention.logs
    dailyCapGb: logCapGb
    functionsPrincipalId: identities.outputs.functionsPrincipalId
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    hostName: '${name}h${suffix}'
    dataName: '${name}d${suffix}'
    location: location
    tags: tags
    dataSku: dataSku
    undeleteDays: retention.deletedBlobs
    tables: ['ledger']
    functionsPrincipalId: identities.outputs.functionsPrincipalId
    workerPrincipalId: identities.outputs.workerPrincipalId
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  params: {
    name: '${prefix}-${suffix}'
    location: location
    tags: tags
    functionsPrincipalId: identities.outputs.functionsPrincipalId
    workerPrincipalId: identities.outputs.workerPrincipalId
  }
}

module scheduler 'modules/scheduler.bicep' = {
  params: {
    name: '${prefix}-${suffix}'
    location: location
    tags: tags
    taskHubName: name
    sku: schedulerSku
    retentionDays: retention.orchestrations
    functionsPrincipalId: identities.outputs.functionsPrincipalId
  }
}

module keyVault 'modules/keyVault.bicep' = {
  params: {
    name: '${name}kv${suffix}'
    location: location
    tags: tags
    purgeProtection: keyVaultPurgeProtection
    functionsPrincipalId: identities.outputs.functionsPrincipalId
  }
}

module openAi 'modules/openAi.bicep' = {
  params: {
    name: '${prefix}-${suffix}'
    location: chatLocation
    tags: tags
    deployments: chatDeployments
    functionsPrincipalId: identities.outputs.functionsPrincipalId
  }
}

module registry 'modules/registry.bicep' = {
  params: {
    name: '${name}cr${suffix}'
    location: workerLocation
    tags: tags
    workerPrincipalId: identities.outputs.workerPrincipalId
  }
}

var sharedSettings = {
  ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.host
  SaeFlows__Storage__BlobServiceUri: storage.outputs.blobUri
  SaeFlows__Storage__ArtifactContainer: 'artifacts'
}

module functions 'modules/functions.bicep' = {
  params: {
    name: '${prefix}-${suffix}'
    location: location
    tags: tags
    identityId: identities.outputs.functionsId
    identityClientId: identities.outputs.functionsClientId
    packageContainerUri: storage.outputs.packageContainerUri
    hostAccountName: storage.outputs.hostAccountName
    keyVaultUri: keyVault.outputs.uri
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    maximumInstances: maximumFunctionInstances
    instanceMemoryMb: 2048
    settings: union(sharedSettings, {
      ServiceBus__credential: 'managedidentity'
      ServiceBus__clientId: identities.outputs.functionsClientId
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identities.outputs.functionsClientId}'
      TASKHUB_NAME: scheduler.outputs.taskHub
      SaeFlows__Storage__TableServiceUri: storage.outputs.tableUri
      SaeFlows__Storage__LedgerTable: 'ledger'
      SaeFlows__Storage__DatasetContainer: 'datasets'
      SaeFlows__HistoryRetentionDays: string(retention.histories)
    })
  }
}

module worker 'modules/worker.bicep' = if (workerImage != '') {
  params: {
    name: '${prefix}-worker'
    location: workerLocation
    tags: tags
    identityId: identities.outputs.workerId
    identityClientId: identities.outputs.workerClientId
    registryServer: registry.outputs.loginServer
    image: workerImage
    models: workerModels
    gpuProfile: gpuProfile
    serviceBusName: serviceBus.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    maxReplicas: maxWorkers
    jobsPerReplica: jobsPerWorker
    drainSeconds: 120
    settings: union(sharedSettings, {
      SaeFlows__Storage__ModelContainer: 'models'
      SaeFlows__Worker__MaxBatch: '16'
    })
  }
}

output functionsApp string = functions.outputs.name
output functionsUrl string = functions.outputs.url
output registry string = registry.outputs.loginServer
output dataAccount string = storage.outputs.dataAccountName
output chatEndpoint string = openAi.outputs.endpoint
output serviceBusHost string = serviceBus.outputs.host
