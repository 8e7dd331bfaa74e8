metadata description = 'The namespace with its three queues, and who may send and receive on each.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param functionsPrincipalId string
param workerPrincipalId string

// Standard: Basic has no duplicate detection. A message is at most 256 KB there; larger payloads go by claim check to the artifacts.
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

// A lock ends after a minute without renewal: the jobs of a worker that died come back soon, a living one renews.
// The tenth delivery is the broker's limit; workers dead-letter at five, with a reason, so that every question gets an answer.
// The message id of a job names its workflow, step and sending: within the window a second copy of the same sending is dropped,
// while a sending after a timeout carries another id and passes.
var queues = [
  { name: 'dataset-submissions', lock: 'PT5M', timeToLive: 'P14D', duplicateWindow: 'P1D' }
  { name: 'model-jobs', lock: 'PT1M', timeToLive: 'P1D', duplicateWindow: 'PT10M' }
  { name: 'model-results', lock: 'PT1M', timeToLive: 'P7D', duplicateWindow: 'PT10M' }
]
var queueNames = map(queues, entry => entry.name)

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for entry in queues: {
    parent: namespace
    name: entry.name
    properties: {
      lockDuration: entry.lock
      maxDeliveryCount: 10
      defaultMessageTimeToLive: entry.timeToLive
      deadLetteringOnMessageExpiration: true
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: entry.duplicateWindow
      requiresSession: false
      maxSizeInMegabytes: 1024
    }
  }
]

// Receiving includes reading a queue's length, which is what the scalers of both hosts look at.
var grants = [
  { queue: 'dataset-submissions', principalId: functionsPrincipalId, role: roles.serviceBusDataReceiver }
  { queue: 'model-jobs', principalId: functionsPrincipalId, role: roles.serviceBusDataSender }
  { queue: 'model-jobs', principalId: workerPrincipalId, role: roles.serviceBusDataReceiver }
  { queue: 'model-results', principalId: workerPrincipalId, role: roles.serviceBusDataSender }
  { queue: 'model-results', principalId: functionsPrincipalId, role: roles.serviceBusDataReceiver }
]

resource queueGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for grant in grants: {
    name: guid(namespace.id, grant.queue, grant.principalId, grant.role)
    scope: queue[indexOf(queueNames, grant.queue)]
    properties: {
      principalId: grant.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    }
  }
]

output name string = namespace.name
output host string = split(split(namespace.properties.serviceBusEndpoint, '//')[1], ':')[0]
