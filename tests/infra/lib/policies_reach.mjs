// Reachability: networks, the load balancer, sign-in, names.

import { block, nested } from './modules.mjs';
import { wholeExpression } from './expressions.mjs';

const one = (body, name) => nested(body, name)[0] ?? {};

export const reach = {
  'only ports 80 and 443 of the load balancer are open to everyone'({ modules, all, complain }) {
    for (const { address, body } of all('resource', 'aws_vpc_security_group_ingress_rule')) {
      if (body.referenced_security_group_id) continue;
      if (body.security_group_id !== '${aws_security_group.load_balancer.id}')
        complain(`${address}: opens another group than the load balancer's`);
      if (![80, 443].includes(body.from_port) || body.to_port !== body.from_port || body.ip_protocol !== 'tcp')
        complain(`${address}: opens other ports than 80 and 443`);
    }
    for (const { address, body } of all('resource', 'aws_security_group')) {
      if (body.ingress || body.egress) complain(`${address}: rules belong into resources of their own`);
    }
    for (const type of ['aws_security_group_rule', 'aws_network_acl', 'aws_eip']) {
      for (const { address } of all('resource', type)) complain(`${address}: not among what the rules are checked for`);
    }
    const closed = block(modules.get('modules/network'), 'aws_default_security_group.closed').body;
    if (closed.ingress || closed.egress) complain('the default security group is not closed');
  },

  'only the load balancer reaches the instances'({ modules, all, complain }) {
    const toInstances = all('resource', 'aws_vpc_security_group_ingress_rule').filter(
      ({ body }) => body.security_group_id === '${aws_security_group.instances.id}',
    );
    if (toInstances.length !== 1) complain(`${toInstances.length} rules let into the instances, expected one`);
    for (const { address, body } of toInstances) {
      if (body.referenced_security_group_id !== '${aws_security_group.load_balancer.id}')
        complain(`${address}: lets in others than the load balancer`);
    }
    const ports = modules.get('modules/network').variables.host_ports.default;
    if (ports.from !== 32768 || ports.to !== 65535) complain('Docker picks ports from 32768 to 65535');
    const wiring = modules.get('modules/vitrine').modules;
    if (wiring.load_balancer.body.security_group_id !== '${module.network.load_balancer_security_group_id}')
      complain('the load balancer has not the group of its name');
    if (wiring.service.body.security_group_id !== '${module.network.instances_security_group_id}')
      complain('the instances have not the group of their name');
  },

  'instances and load balancer speak to the outside over HTTPS only'({ all, complain }) {
    for (const { address, body } of all('resource', 'aws_vpc_security_group_egress_rule')) {
      if (!body.referenced_security_group_id && (body.from_port !== 443 || body.to_port !== 443))
        complain(`${address}: more than port 443`);
    }
    const signIn = all('resource', 'aws_vpc_security_group_egress_rule').some(
      ({ body }) =>
        body.security_group_id === '${aws_security_group.load_balancer.id}' &&
        body.cidr_ipv4 === '0.0.0.0/0' &&
        body.from_port === 443,
    );
    if (!signIn) complain('the load balancer cannot reach the sign-in service on port 443');
  },

  'no NAT gateway, and gateway endpoints for what is free'({ modules, all, complain }) {
    for (const { address } of all('resource', 'aws_nat_gateway'))
      complain(`${address}: costs more than everything else together`);
    const endpoint = block(modules.get('modules/network'), 'aws_vpc_endpoint.gateway').body;
    if (endpoint.vpc_endpoint_type !== 'Gateway') complain('the endpoints are not of the free kind');
    for (const name of ['dynamodb', 's3'])
      if (!endpoint.for_each.includes(`"${name}"`)) complain(`no endpoint for ${name}`);
  },

  'HTTP is redirected, HTTPS is TLS 1.2 or newer'({ all, complain }) {
    for (const { address, body } of all('resource', 'aws_lb_listener')) {
      const first = nested(body, 'default_action')[0];
      if (body.protocol === 'HTTP') {
        const to = one(first, 'redirect');
        if (
          body.port !== 80 ||
          first.type !== 'redirect' ||
          to.protocol !== 'HTTPS' ||
          to.port !== '443' ||
          to.status_code !== 'HTTP_301'
        )
          complain(`${address}: does not redirect to HTTPS`);
      } else {
        if (body.protocol !== 'HTTPS' || body.port !== 443 || !body.certificate_arn)
          complain(`${address}: is not HTTPS on port 443`);
        if (!/^ELBSecurityPolicy-TLS13-1-[23](-|$)/.test(body.ssl_policy ?? '') || /Ext/.test(body.ssl_policy))
          complain(`${address}: takes older TLS than 1.2, or weak ciphers`);
        if (body.routing_http_response_server_enabled !== false) complain(`${address}: names its software`);
        if (!/^max-age=\d{8}/.test(body.routing_http_response_strict_transport_security_header_value ?? ''))
          complain(`${address}: Strict-Transport-Security is missing`);
      }
    }
  },

  'the load balancer drops what is malformed, keeps logs, and cannot be deleted by mistake'({ modules, complain }) {
    const { body } = block(modules.get('modules/load_balancer'), 'aws_lb.this');
    if (body.drop_invalid_header_fields !== true) complain('malformed header fields pass');
    if (body.desync_mitigation_mode !== 'strictest') complain('requests that can be read in two ways pass');
    if (body.xff_header_processing_mode !== 'append') complain("X-Forwarded-For would be the client's own");
    if (body.enable_deletion_protection !== '${var.protect}') complain('deletion protection is not var.protect');
    if (one(body, 'access_logs').enabled !== true) complain('no access logs');
    if (body.ip_address_type !== 'dualstack') complain('no IPv6');
  },

  'each path asks for a sign-in as it should'({ modules, complain }) {
    const module = modules.get('modules/load_balancer');
    const { routes, pages } = module.locals;
    const unsigned = (path, authorization) => {
      const fits = ({ paths, authorization: wanted }) =>
        (wanted === undefined || authorization?.startsWith(wanted.replace('*', ''))) &&
        paths.some((pattern) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
      return Object.values(routes)
        .filter(fits)
        .sort((a, b) => a.priority - b.priority)[0];
    };
    const expected = {
      '/api/v1/cvs': ['deny', 'backend'],
      '/studio': ['authenticate', 'frontend'],
      '/studio/a': ['authenticate', 'frontend'],
      '/sign-in': ['authenticate', 'backend'],
      '/s/token': ['allow', 'backend'],
    };
    for (const [path, [what, target]] of Object.entries(expected)) {
      const route = unsigned(path);
      if (route?.unsigned !== what || route.target !== target) complain(`${path}: expected ${what} and the ${target}`);
    }
    // The program itself handles tokens of its API, and refuses invalid ones.
    if (unsigned('/api/v1/cvs', 'Bearer x')?.unsigned !== 'allow') complain('a token does not reach the program');
    for (const wrong of ['Basic x', '']) {
      if (unsigned('/api/v1/cvs', wrong).unsigned !== 'deny') complain(`'${wrong}' reaches the API`);
    }
    if (unsigned('/studio', 'Bearer x').unsigned !== 'authenticate') complain('a token opens the Studio');
    for (const path of ['/', '/de', '/cv/jane-doe', '/cv/jane-doe.pdf'])
      if (unsigned(path) || unsigned(path, 'Bearer x')) complain(`${path}: does not follow site access`);
    const access = Object.fromEntries(
      [...pages.matchAll(/"?([\w-]+)"?\s*=\s*"(\w+)"/g)].map(([, name, what]) => [name, what]),
    );
    if (
      JSON.stringify(access) !== JSON.stringify({ public: 'allow', 'signed-in': 'authenticate', 'link-only': 'allow' })
    )
      complain(`site access: ${JSON.stringify(access)}`);
    if (modules.get('modules/vitrine').variables.site_access.default !== 'public')
      complain('pages are not public by default');
    const priorities = Object.values(routes).map(({ priority }) => priority);
    if (new Set(priorities).size !== priorities.length) complain('two routes have one priority');
    if (Object.values(routes).some(({ paths }) => paths.length > 5)) complain('a rule takes five paths at most');
  },

  'every action that forwards comes after one that authenticates'({ modules, complain }) {
    const module = modules.get('modules/load_balancer');
    const rules = [
      [block(module, 'aws_lb_listener.https').body, 'default_action', '${local.pages}'],
      [block(module, 'aws_lb_listener_rule.route').body, 'action', '${each.value.unsigned}'],
    ];
    for (const [body, name, unsigned] of rules) {
      const actions = nested(body, name);
      const sorted = [...actions].sort((a, b) => a.order - b.order);
      if (sorted.map(({ type }) => type).join() !== 'authenticate-cognito,forward')
        complain(`${name}: ${sorted.map(({ type }) => type)}`);
      if (one(sorted[0], 'authenticate_cognito').on_unauthenticated_request !== unsigned)
        complain(`${name}: unsigned requests do not get ${unsigned}`);
    }
    for (const address of ['aws_lb_target_group.this']) {
      const check = one(block(module, address).body, 'health_check');
      if (check.matcher !== '200' || check.path !== '${each.value.health_path}')
        complain('the health check takes other answers than 200');
    }
  },

  'accounts: made by the owner, two factors, code flow, secret client'({ modules, complain }) {
    const auth = modules.get('modules/auth');
    const pool = block(auth, 'aws_cognito_user_pool.this').body;
    if (pool.mfa_configuration !== 'ON') complain('a second factor is not asked for');
    if (one(pool, 'admin_create_user_config').allow_admin_create_user_only !== '${!var.open_sign_up}')
      complain('sign-up does not follow open_sign_up');
    if (modules.get('modules/vitrine').variables.open_sign_up.default !== false) complain('sign-up is open by default');
    if (pool.deletion_protection !== '${var.protect ? "ACTIVE" : "INACTIVE"}') complain('accounts can be deleted');
    if (!(one(pool, 'password_policy').minimum_length >= 12)) complain('passwords may be short');
    const client = block(auth, 'aws_cognito_user_pool_client.load_balancer').body;
    if (client.generate_secret !== true) complain('the client has no secret');
    if (client.allowed_oauth_flows.join() !== 'code') complain(`flows: ${client.allowed_oauth_flows}`);
    if (!client.callback_urls.every((url) => url === 'https://${var.domain}/oauth2/idpresponse'))
      complain('a callback that is not the load balancer');
    if (client.prevent_user_existence_errors !== 'ENABLED') complain('tells strangers who has an account');
    const scope = modules.get('modules/load_balancer').locals.scope.split(' ').sort().join();
    if (scope !== [...client.allowed_oauth_scopes].sort().join())
      complain('the load balancer asks for other scopes than the client may have');
    const groups = Object.keys(block(auth, 'aws_cognito_user_group.role').body.for_each).sort().join();
    if (groups !== 'editor,owner,viewer') complain(`groups: ${groups}`);
  },

  'the name: IPv4 and IPv6, a certificate proved by DNS, no other issuer'({ modules, complain }) {
    const dns = modules.get('modules/dns');
    if (block(dns, 'aws_acm_certificate.this').body.validation_method !== 'DNS')
      complain('a certificate that nobody renews');
    const address = wholeExpression(block(dns, 'aws_route53_record.address').body.for_each) ?? '';
    for (const type of ['"A"', '"AAAA"']) if (!address.includes(type)) complain(`no ${type} record`);
    const caa = block(dns, 'aws_route53_record.caa').body;
    if (
      caa.type !== 'CAA' ||
      !caa.records.includes('0 issue "amazon.com"') ||
      caa.records.some((record) => !/amazon\.com|issuewild ";"/.test(record))
    )
      complain('other issuers than Amazon may issue');
    if (dns.outputs.certificate_arn.value !== '${aws_acm_certificate_validation.this.certificate_arn}')
      complain('the certificate is used before it is issued');
  },
};
