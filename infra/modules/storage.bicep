metadata description = 'Two accounts without keys: one for the Functions host alone, one for data, whose containers and tables are granted one by one.'

import { roles } from 'roles.bicep'

param hostName string
param dataName string
param location string
param tags object
@description('Replication of the data account, Standard_LRS or better.')
param dataSku string
@description('Days in which a deleted blob can be brought back.')
@minValue(1)
param undeleteDays int
@description('Tables of the ledger and the runs.')
param tables string[]
param functionsPrincipalId string
param workerPrincipalId string

var locked = {
  allowSharedKeyAccess: false
  allowBlobPublicAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
}

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: hostName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: locked

  resource blobs 'blobServices' = {
    name: 'default'

    resource deployments 'containers' = {
      name: 'deployments'
    }
  }
}

// The host keeps locks and its package here and makes containers of its own.
resource ownHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, functionsPrincipalId, roles.storageBlobDataOwner)
  scope: host
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: dataName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: dataSku }
  properties: locked

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'
  }
}

var grants = [
  { container: 'artifacts', principalId: functionsPrincipalId, role: roles.storageBlobDataContributor }
  { container: 'artifacts', principalId: workerPrincipalId, role: roles.storageBlobDataContributor }
  { container: 'datasets', principalId: functionsPrincipalId, role: roles.storageBlobDataReader }
  { container: 'models', principalId: workerPrincipalId, role: roles.storageBlobDataReader }
]
var containerNames = ['artifacts', 'datasets', 'models']

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for name in containerNames: {
    parent: data::blobs
    name: name
  }
]

resource containerGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for grant in grants: {
    name: guid(data.id, grant.container, grant.principalId, grant.role)
    scope: containers[indexOf(containerNames, grant.container)]
    properties: {
      principalId: grant.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    }
  }
]

resource dataTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [
  for name in tables: {
    parent: data::tableService
    name: name
  }
]

resource tableGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in tables: {
    name: guid(dataTables[i].id, functionsPrincipalId, roles.storageTableDataContributor)
    scope: dataTables[i]
    properties: {
      principalId: functionsPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageTableDataContributor
      )
    }
  }
]

output hostAccountName string = host.name
output packageContainerUri string = '${host.properties.primaryEndpoints.blob}${host::blobs::deployments.name}'
output dataAccountName string = data.name
output blobUri string = data.properties.primaryEndpoints.blob
output tableUri string = data.properties.primaryEndpoints.table
