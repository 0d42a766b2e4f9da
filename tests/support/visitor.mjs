// A browser with the minimum for signing in: it keeps cookies for each host and port, follows redirects, and fills in
// forms. Without scripts; use browser.mjs for pages that need them.
//
//   const visitor = new Visitor();
//   const page = await visitor.get(service.url + '/private');   // follows up to 20 redirects
//   page.status, page.url, page.text, page.headers
//   await visitor.submit(page, { username: 'ada', password: 'secret' });   // the page's first form
//   visitor.cookies(service.url)   // Map of name to value
//   visitor.trail                  // all addresses of the last visit, redirects included

export class Visitor {
  trail = [];
  #jars = new Map();

  /** Browsers keep cookies by host; here, each port represents a host. */
  cookies(url) {
    const host = new URL(url).host;
    if (!this.#jars.has(host)) this.#jars.set(host, new Map());
    return this.#jars.get(host);
  }

  get(url, headers = {}) {
    return this.#visit(url, { headers });
  }

  post(url, fields, headers = {}) {
    return this.#visit(url, {
      method: 'POST',
      headers: { origin: new URL(url).origin, ...headers },
      body: new URLSearchParams(fields),
    });
  }

  /** One request; a redirect is not followed. */
  async once(url, { headers = {}, ...options } = {}) {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), ...headers },
      ...options,
    });
    for (const line of response.headers.getSetCookie()) this.#keep(jar, line);
    return { status: response.status, headers: response.headers, url: String(url), text: await response.text() };
  }

  submit(page, fields) {
    const form = /<form[^>]*>[\s\S]*?<\/form>/i.exec(page.text)?.[0];
    if (!form) throw new Error(`no form at ${page.url}: ${page.text.slice(0, 500)}`);
    const attribute = (tag, name) => unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]);
    const tag = form.slice(0, form.indexOf('>') + 1);
    const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)].map(([input]) => [
      attribute(input, 'name'),
      attribute(input, 'value') ?? '',
    ]);
    return this.post(new URL(attribute(tag, 'action') ?? page.url, page.url), {
      ...Object.fromEntries(hidden),
      ...fields,
    });
  }

  async #visit(url, options) {
    this.trail = [];
    for (let page, next = url; ; options = { headers: options.headers }) {
      this.trail.push(String(next));
      page = await this.once(next, options);
      if (page.status < 300 || page.status > 399 || !page.headers.has('location')) return page;
      if (this.trail.length > 20) throw new Error(`redirects without end: ${this.trail.join(' ')}`);
      next = new URL(page.headers.get('location'), next);
    }
  }

  #keep(jar, line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const of = (wanted) => attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.split('=')[1];
    const age = of('max-age');
    const isOver =
      age !== undefined ? Number(age) <= 0 : of('expires') !== undefined && Date.parse(of('expires')) <= Date.now();
    if (isOver) jar.delete(name);
    else jar.set(name, value);
  }
}

function unescapeHtml(text) {
  return text
    ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
