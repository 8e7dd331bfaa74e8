metadata description = 'The Durable Task Scheduler: where the orchestrations live.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param taskHubName string
@allowed(['Consumption', 'Dedicated'])
param sku string
@description('Finished orchestrations are kept this long; their record of interest is in the ledger by then.')
@minValue(1)
@maxValue(30)
param retentionDays int
param functionsPrincipalId string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
    // An empty list denies everybody. Entra decides who gets in; addresses of a Flex Consumption app are not known beforehand.
    ipAllowlist: ['0.0.0.0/0']
  }

  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: {
      retentionPolicies: [{ retentionPeriodInDays: retentionDays }]
    }
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: taskHubName
}

resource contribute 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(taskHub.id, functionsPrincipalId, roles.durableTaskDataContributor)
  scope: taskHub
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.durableTaskDataContributor
    )
  }
}

output endpoint string = scheduler.properties.endpoint
output taskHub string = taskHub.name
