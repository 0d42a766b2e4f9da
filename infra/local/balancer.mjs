// nginx as the load balancer, in place of a cloud's application load balancer. It runs no health checks; the group does
// that, and sends it the targets.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { freePort, here, logFile, soon } from './support.mjs';

const modules = '/usr/lib/nginx/modules';

export class Balancer {
  /** `web` is the folder of the built Studio, or undefined. */
  static async start({ directory, port, web }) {
    const missing = ['ndk_http_module.so', 'ngx_http_lua_module.so'].filter(
      (name) => !fs.existsSync(path.join(modules, name)),
    );
    if (missing.length > 0) throw new Error('nginx with Lua is not installed: scripts/install.sh local');
    const balancer = new Balancer();
    balancer.port = port || (await freePort());
    balancer.url = `http://127.0.0.1:${balancer.port}`;
    balancer.socket = path.join(directory, 'balancer.sock');
    fs.rmSync(balancer.socket, { force: true }); // nginx would not replace the socket of a killed one
    const file = path.join(directory, 'nginx.conf');
    fs.writeFileSync(file, configuration({ ...balancer, directory, web }));
    const args = ['-e', 'stderr', '-p', directory, '-c', file];
    const tested = spawnSync('/usr/sbin/nginx', ['-t', '-q', ...args]);
    if (tested.status !== 0) throw new Error(`nginx does not take its configuration: ${tested.stderr}`);
    const log = logFile(directory, 'nginx');
    balancer.process = spawn('/usr/sbin/nginx', args, { stdio: ['ignore', log, log] });
    fs.closeSync(log);
    balancer.ended = new Promise((resolve) => balancer.process.on('exit', resolve));
    await soon('nginx', 10_000, () => balancer.running());
    return balancer;
  }

  /** From now on new requests go only to these ports. */
  async setTargets(ports) {
    await this.#control('PUT', ports.join(' '));
  }

  /** The number of running requests at each port that ever was a target. */
  async running() {
    const lines = (await this.#control('GET')).trim().split('\n').slice(1);
    return new Map(lines.map((line) => line.split(' ').map(Number)));
  }

  /** Waits until no request runs at `port`, which must no longer be a target; false on timeout. */
  async drained(port, milliseconds) {
    const end = Date.now() + milliseconds;
    let quiet = 0; // a request may have chosen the port a moment ago and not be counted yet
    while (quiet < 3 && Date.now() < end) {
      await wait(100);
      quiet = (await this.running()).get(port) > 0 ? 0 : quiet + 1;
    }
    return quiet >= 3;
  }

  async stop() {
    this.process.kill('SIGQUIT'); // running requests are answered
    const killer = setTimeout(() => this.process.kill('SIGTERM'), 3000);
    await this.ended;
    clearTimeout(killer);
  }

  #control(method, body = '') {
    return new Promise((resolve, reject) => {
      const request = http.request(
        { socketPath: this.socket, path: '/targets', method, agent: false, timeout: 5000 },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => (text += chunk));
          answer.on('end', () =>
            answer.statusCode === 200 ? resolve(text) : reject(new Error(`nginx: ${answer.statusCode}`)),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error('nginx does not answer')));
      request.on('error', reject);
      request.end(body);
    });
  }
}

function configuration({ directory, port, socket, web }) {
  const studio =
    web === undefined
      ? ''
      : `
    location = /studio { return 308 /studio/; }
    # The front end is a service of its own: routing is by path. The application makes addresses for itself.
    location ~ ^/studio/(?<file>.*\\.[^/]+)$ {
      root ${web};
      add_header Cache-Control $lifetime;
      try_files /$file =404;
    }
    location /studio/ {
      root ${web};
      add_header Cache-Control $lifetime;
      rewrite ^ /index.html break;
    }`;
  return `# Made by vitrine-local; changes are lost.
load_module ${modules}/ndk_http_module.so;
load_module ${modules}/ngx_http_lua_module.so;
daemon off;
${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 2;
worker_shutdown_timeout 5s;
pid ${directory}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  server_tokens off;
  client_body_temp_path ${directory}/tmp/body;
  proxy_temp_path ${directory}/tmp/proxy;
  fastcgi_temp_path ${directory}/tmp/fastcgi;
  uwsgi_temp_path ${directory}/tmp/uwsgi;
  scgi_temp_path ${directory}/tmp/scgi;
  lua_shared_dict targets 1m;
  lua_package_path "${here}/?.lua;;";
  init_by_lua_block { require "balancer" }
  map $uri $lifetime { # as the front end's container has it (../docker/frontend.nginx.conf)
    default "public, no-cache";
    "~-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+$" "public, max-age=31536000, immutable";
  }
  upstream back_ends {
    server 0.0.0.1; # never asked: one is chosen for each request
    balancer_by_lua_block { require("balancer").choose() }
    keepalive 64;
    keepalive_timeout 30s; # shorter than the back ends' 75 s: they never close one that is about to be used
    keepalive_requests 100000;
  }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    client_max_body_size 1m;
    keepalive_requests 1000000;
    location / {
      proxy_pass http://back_ends;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_connect_timeout 1s;
      proxy_read_timeout 3s;
      # One more try, of requests that may be repeated only (not POST and the like).
      proxy_next_upstream error timeout http_503;
      log_by_lua_block { require("balancer").finish() }
    }${studio}
  }
  server {
    listen unix:${socket};
    location = /targets { content_by_lua_block { require("balancer").control() } }
  }
}
`;
}
