metadata description = 'The model worker: a container with a GPU, none while the queue is empty.'

param name string
param location string
param tags object
param identityId string
param identityClientId string
param registryServer string
@description('Repository and tag in the registry.')
param image string
@description('Workload profile with one GPU that is paid by the second: see README.md for the regions that have it.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string
@description('What to load at start: MODEL or MODEL|SAE|DOMAIN, folders below the model folder or pocket; several separated by semicolons.')
param models string
param serviceBusName string
param workspaceId string
@description('Settings of the product; README.md lists them.')
param settings object
@minValue(1)
param maxReplicas int
@description('Waiting jobs for each replica that is started.')
@minValue(1)
param jobsPerReplica int
@description('Seconds that a stopped worker may take to finish the batch at hand.')
@minValue(1)
@maxValue(570)
param drainSeconds int

var healthPort = 8080
// The whole machine of each profile, whose GPU the first container of an app gets.
var sizes = {
  'Consumption-GPU-NC8as-T4': { cpu: 8, memory: '56Gi' }
  'Consumption-GPU-NC24-A100': { cpu: 24, memory: '220Gi' }
}
var allSettings = union(settings, {
  AZURE_CLIENT_ID: identityClientId
  SaeFlows__Worker__Device: 'cuda'
  SaeFlows__Worker__HealthPort: string(healthPort)
  SaeFlows__Worker__DrainSeconds: string(drainSeconds)
  SaeFlows__Worker__ModelFolder: '/models'
  SaeFlows__Worker__Models: models
})

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    // By way of diagnostic settings; sent straight to the workspace, logs would need its key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
      { name: 'gpu', workloadProfileType: gpuProfile }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

resource worker 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'gpu'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: registryServer, identity: identityId }]
    }
    template: {
      // A little more than the drain, so that the worker ends by itself.
      terminationGracePeriodSeconds: drainSeconds + 30
      containers: [
        {
          name: 'worker'
          image: '${registryServer}/${image}'
          resources: {
            cpu: sizes[gpuProfile].cpu
            memory: sizes[gpuProfile].memory
          }
          env: map(items(allSettings), entry => { name: entry.key, value: entry.value })
          volumeMounts: [{ volumeName: 'models', mountPath: '/models' }]
          probes: [
            // Weights are fetched before the port opens: ten minutes at most (the platform allows ten failures, 240 s apart).
            // Alive is who answers at all: a queue that is out of reach is no reason to restart.
            { type: 'Startup', tcpSocket: { port: healthPort }, periodSeconds: 60, failureThreshold: 10 }
            { type: 'Liveness', tcpSocket: { port: healthPort }, periodSeconds: 30, failureThreshold: 4 }
            { type: 'Readiness', httpGet: { path: '/health', port: healthPort }, periodSeconds: 15 }
          ]
        }
      ]
      volumes: [{ name: 'models', storageType: 'EmptyDir' }]
      scale: {
        minReplicas: 0
        maxReplicas: maxReplicas
        pollingInterval: 15
        cooldownPeriod: 300
        rules: [
          {
            name: 'model-jobs'
            custom: {
              type: 'azure-servicebus'
              identity: identityId
              metadata: {
                namespace: serviceBusName
                queueName: 'model-jobs'
                messageCount: string(jobsPerReplica)
              }
            }
          }
        ]
      }
    }
  }
}

output name string = worker.name
