// Starts one of the sign-in services as a separate process, until SIGTERM:
//   node main.mjs FILE, or FILE's text on standard input
// The text is JSON with `kind` and the parameters of that kind, below. Once it listens, it prints a line of JSON with
// the settings for the service.

import fs from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * The action for a request: the listener's rules of infra/terraform/modules/load_balancer/routes.tf, for a public site.
 */
export function ruleOf({ url, headers }) {
  const { pathname } = new URL(url, 'http://any');
  if (/^\/studio(\/|$)/.test(pathname) || pathname === '/sign-in') return 'authenticate';
  if (pathname.startsWith('/api/') && !headers.authorization?.startsWith('Bearer ')) return 'deny';
  return 'allow';
}

const kinds = {
  /**
   * An OpenID provider. `public_url`: the service's; `people`: { name: { password, email, name, groups } }; `issuer` if
   * it differs from http:// and `place`, which is { host, port }.
   */
  async oidc(t, { public_url: publicUrl, people, ...settings }) {
    const { OpenIdProvider } = await import('./openid_provider.mjs');
    for (const one of Object.values(people)) one.email_verified ??= true;
    const provider = await OpenIdProvider.start(t, { ...settings, accounts: new Map(Object.entries(people)) });
    provider.register({ callbacks: [`${publicUrl}/sign-in/callback`], logouts: [`${publicUrl}/`] });
    const { issuer, client_id: clientId, client_secret: clientSecret } = provider;
    return { issuer, client_id: clientId, client_secret: clientSecret, groups_claim: 'groups' };
  },

  /** A load balancer at `place`, in front of `target`, with Cognito. */
  async alb(t, { target, people, place }) {
    const { Cognito } = await import('./cognito.mjs');
    const { LoadBalancer } = await import('./load_balancer.mjs');
    const cognito = await Cognito.start(t, { users: people });
    const balancer = await LoadBalancer.start(t, { provider: cognito, place });
    Object.assign(balancer, { target, scheme: 'http', unauthenticated: ruleOf });
    cognito.register({ callbacks: [balancer.idpResponse], logouts: [`${balancer.url}/`] });
    return { ...balancer.settings, domain: cognito.domain, url: balancer.url };
  },
};

async function main(file) {
  const { kind, ...settings } = JSON.parse(file ? fs.readFileSync(file, 'utf8') : await text(process.stdin));
  if (!Object.hasOwn(kinds, kind)) throw new Error(`kind ${kind}: expected ${Object.keys(kinds).join(' or ')}`);
  const ends = [];
  const told = await kinds[kind]({ after: (end) => ends.push(end) }, settings);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      for (const end of ends.reverse()) end();
    });
  }
  console.log(JSON.stringify(told));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2]).catch((error) => {
    console.error(`sign-in: ${error.message}`);
    process.exit(3); // some part may already listen
  });
}
