// Prints as JSON what a validator says of a Dockerfile, and its instructions in order.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { DockerfileParser } = require('dockerfile-ast');
const { validate, ValidationSeverity } = require('dockerfile-utils');

const text = readFileSync(process.argv[2], 'utf8');
const settings = Object.fromEntries(
  [
    'deprecatedMaintainer', 'directiveCasing', 'emptyContinuationLine', 'instructionCasing', 'instructionCmdMultiple',
    'instructionEntrypointMultiple', 'instructionHealthcheckMultiple', 'instructionJSONInSingleQuotes', 'instructionWorkdirRelative',
  ].map(name => [name, ValidationSeverity.ERROR]));

console.log(JSON.stringify({
  findings: validate(text, settings).map(found => `line ${found.range.start.line + 1}: ${found.message}`),
  instructions: DockerfileParser.parse(text).getInstructions().map(found => `${found.getKeyword()} ${found.getArgumentsContent() ?? ''}`),
}));
