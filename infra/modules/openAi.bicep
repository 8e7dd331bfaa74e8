metadata description = 'Azure OpenAI with the deployments of the reformulator and the verifier.'

import { roles } from 'roles.bicep'

@export()
@description('A chat model to deploy.')
type chatDeployment = {
  @description('The name that settings use.')
  name: string
  model: string
  version: string
  @description('Thousands of tokens a minute.')
  @minValue(1)
  capacity: int
}

param name string
param location string
param tags object
param deployments chatDeployment[]
param functionsPrincipalId string

resource account 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // Tokens of Entra are accepted only on an own subdomain.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

// One after the other: the account refuses deployments side by side.
@batchSize(1)
resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2025-09-01' = [
  for entry in deployments: {
    parent: account
    name: entry.name
    sku: { name: 'GlobalStandard', capacity: entry.capacity }
    properties: {
      model: { format: 'OpenAI', name: entry.model, version: entry.version }
      // An evaluation names its models; a silent change of version would change its numbers.
      versionUpgradeOption: 'NoAutoUpgrade'
    }
  }
]

resource use 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, functionsPrincipalId, roles.openAiUser)
  scope: account
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.openAiUser)
  }
}

output endpoint string = account.properties.endpoint
