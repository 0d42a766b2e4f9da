// The page from memory by Express, as a Node developer would write it.   express.mjs PORT PLAIN GZIP
import fs from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(`${process.cwd()}/`);
const express = require('express');
const [port, plain, gzip] = process.argv.slice(2);
const bodies = { identity: fs.readFileSync(plain), gzip: fs.readFileSync(gzip) };

const app = express();
app.get('/', (request, response) => {
  const coding = request.acceptsEncodings('gzip', 'identity') || 'identity';
  response.set('Content-Type', 'text/html; charset=utf-8').vary('Accept-Encoding');
  if (coding !== 'identity') response.set('Content-Encoding', coding);
  response.send(bodies[coding]);
});
app.listen(Number(port), '127.0.0.1', () => console.log('ready'));
