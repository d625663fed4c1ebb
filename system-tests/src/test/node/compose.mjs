// Holds a compose file against the Compose Specification's schema, which dclint brings along, and says what is wrong.
//
//     node compose.mjs FILE
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const file = process.argv[2];
const { $schema, ...schema } = JSON.parse(readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8'));
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

if (!validate(parse(readFileSync(file, 'utf8'), { merge: true }))) {
    for (const { instancePath, message, params } of validate.errors) {
        console.error(`${file}: ${instancePath} ${message} ${JSON.stringify(params)}`);
    }
    process.exit(1);
}
console.log('valid');
