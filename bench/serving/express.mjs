// Serves the page from memory with Express.   express.mjs PORT PLAIN GZIP (ready | middleware)
// `ready` sends bytes that were compressed beforehand; `middleware` leaves compression to compression(), the usual way.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(`${process.cwd()}/`);
const express = require('express');
const [port, plain, gzip, way] = process.argv.slice(2);
const bodies = { identity: fs.readFileSync(plain), gzip: fs.readFileSync(gzip) };
const text = bodies.identity.toString();

const app = express();
if (way === 'middleware') {
  app.use(require('compression')());
  app.get('/', (request, response) => response.type('html').send(text));
} else {
  app.get('/', (request, response) => {
    const coding = request.acceptsEncodings('gzip', 'identity') || 'identity';
    response.type('html').vary('Accept-Encoding');
    if (coding !== 'identity') response.set('Content-Encoding', coding);
    response.send(bodies[coding]);
  });
}
app.listen(Number(port), '127.0.0.1');
