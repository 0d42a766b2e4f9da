// Sends commands to the supervisor.

import http from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Returns its answer; throws an error with the reason if the command failed, or nobody answers. */
export function ask(directory, command, parameters = {}) {
  return new Promise((resolve, reject) => {
    const socketPath = path.join(directory, 'control.sock');
    const request = http.request({ socketPath, path: `/${command}`, method: 'POST', agent: false }, async (answer) => {
      const said = await text(answer);
      if (answer.statusCode === 200) resolve(JSON.parse(said));
      else reject(new Error(said));
    });
    request.on('error', () => reject(new Error('it does not run; start it with: vitrine-local up')));
    request.end(JSON.stringify(parameters));
  });
}
