// Positions on the sheet of infrastructure_diagram.mjs, and its words in both languages.

// A box is {x, y, width, height}, with `indent` if its text begins further to the right; an arrow, named from>to, is a
// list of points.
export const places = {
  readers: { x: 20, y: 245, width: 110, height: 60, kind: 'person' },
  github: { x: 20, y: 445, width: 110, height: 60, kind: 'person' },
  dns: { x: 190, y: 30, width: 200, height: 90 },
  auth: { x: 440, y: 30, width: 220, height: 90 },
  encryption: { x: 830, y: 30, width: 210, height: 150 },
  network: { x: 170, y: 160, width: 620, height: 220, kind: 'frame', indent: 270 },
  load_balancer: { x: 190, y: 220, width: 230, height: 140 },
  service: { x: 520, y: 220, width: 250, height: 140 },
  table: { x: 830, y: 220, width: 210, height: 140 },
  pipeline: { x: 190, y: 425, width: 230, height: 100 },
  registry: { x: 520, y: 425, width: 250, height: 100 },
  observability: { x: 830, y: 425, width: 210, height: 100 },
  'readers>load_balancer': [
    [130, 275],
    [188, 275],
  ],
  'readers>dns': [
    [75, 245],
    [75, 75],
    [188, 75],
  ],
  'dns>load_balancer': [
    [290, 120],
    [290, 218],
  ],
  'load_balancer>auth': [
    [400, 220],
    [400, 140],
    [500, 140],
    [500, 122],
  ],
  'load_balancer>service': [
    [420, 290],
    [518, 290],
  ],
  'service>table': [
    [770, 290],
    [828, 290],
  ],
  'github>pipeline': [
    [130, 475],
    [188, 475],
  ],
  'pipeline>registry': [
    [420, 475],
    [518, 475],
  ],
  'registry>service': [
    [700, 425],
    [700, 362],
  ],
  'pipeline>service': [
    [390, 425],
    [390, 400],
    [560, 400],
    [560, 362],
  ],
};

const list = (items, and) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;

const inPairs = (items) =>
  items.flatMap((item, i) => (i % 2 ? [] : [items.slice(i, i + 2).join(', ') + (i + 2 < items.length ? ',' : '')]));

export const words = {
  en: {
    title: 'Vitrine on AWS',
    optional: 'optional',
    ways: { request: 'the way of a request', deployment: 'the way of a deployment' },
    names: {
      readers: 'Readers',
      github: 'GitHub',
      dns: 'Name and certificate',
      auth: 'Sign-in',
      encryption: 'Key',
      network: 'Network',
      load_balancer: 'Load balancer',
      service: 'Service',
      table: 'Content',
      pipeline: 'Pipeline',
      registry: 'Images',
      observability: 'Logs and alarms',
    },
    parts: { backend: 'back end', frontend: 'front end (Studio)' },
    modules: {
      table: 'content',
      registry: 'images',
      service: 'settings',
      pipeline: 'artifacts',
      observability: 'logs',
    },
    lines({ facts, keyed }) {
      return {
        readers: ['HTTPS'],
        github: ['main'],
        network: [`public subnets in ${facts.zones} zones, IPv4 and IPv6`],
        load_balancer: [`ports ${facts.ports.join(', ')}`],
        service: Object.keys(facts.targets).map((part) => `${this.parts[part]}: ${facts.targets[part].health_path}`),
        table: ['histories, share links'],
        registry: ['one for each commit'],
        encryption: ['encrypts', ...inPairs(keyed.map((name) => this.modules[name]))],
      };
    },
    description({ boxes, facts, keyed }) {
      return (
        `A reader's browser asks ${list(boxes.dns, 'and')} for the name and sends its request over HTTPS to the ${boxes.load_balancer[0]}. ` +
        `For ${list(facts.asks, 'and')} it asks for a sign-in with ${boxes.auth[0]}; ${facts.publicPages === 'allow' ? 'public pages pass without one' : 'and so it does for all pages'}. ` +
        `It passes ${facts.studio} to the front end and everything else to the back end; both run on ${list(boxes.service.slice(0, 2), 'and')} in ${facts.zones} zones. The back end keeps its content in ${boxes.table[0]}. ` +
        `A commit on GitHub starts the pipeline of ${list(boxes.pipeline, 'and')}: it tests, builds the images, keeps them in ${boxes.registry[0]} and replaces ${list(
          facts.engines.map((part) => this.parts[part]),
          'and then',
        )} one by one. ` +
        `One key encrypts ${list(
          keyed.map((name) => this.modules[name]),
          'and',
        )}; ${list(boxes.observability, 'and')} tell when something is wrong.`
      );
    },
  },
  de: {
    title: 'Vitrine auf AWS',
    optional: 'optional',
    ways: { request: 'der Weg einer Anfrage', deployment: 'der Weg einer Auslieferung' },
    names: {
      readers: 'Lesende',
      github: 'GitHub',
      dns: 'Name und Zertifikat',
      auth: 'Anmeldung',
      encryption: 'Schlüssel',
      network: 'Netz',
      load_balancer: 'Lastverteiler',
      service: 'Dienst',
      table: 'Inhalt',
      pipeline: 'Pipeline',
      registry: 'Images',
      observability: 'Protokolle und Alarme',
    },
    parts: { backend: 'Backend', frontend: 'Frontend (Studio)' },
    modules: {
      table: 'Inhalt',
      registry: 'Images',
      service: 'Einstellungen',
      pipeline: 'Zwischenstände',
      observability: 'Protokolle',
    },
    lines({ facts, keyed }) {
      return {
        readers: ['HTTPS'],
        github: ['main'],
        network: [`öffentliche Subnetze in ${facts.zones} Zonen, IPv4 und IPv6`],
        load_balancer: [`Ports ${facts.ports.join(', ')}`],
        service: Object.keys(facts.targets).map((part) => `${this.parts[part]}: ${facts.targets[part].health_path}`),
        table: ['Verläufe, geteilte Links'],
        registry: ['je eines zu jedem Commit'],
        encryption: ['verschlüsselt', ...inPairs(keyed.map((name) => this.modules[name]))],
      };
    },
    description({ boxes, facts, keyed }) {
      return (
        `Der Browser fragt ${list(boxes.dns, 'und')} nach dem Namen und schickt seine Anfrage über HTTPS an den ${boxes.load_balancer[0]}. ` +
        `Für ${list(facts.asks, 'und')} verlangt dieser eine Anmeldung bei ${boxes.auth[0]}; ${facts.publicPages === 'allow' ? 'öffentliche Seiten gehen ohne sie durch' : 'ebenso für alle Seiten'}. ` +
        `${facts.studio} gibt er an das Frontend, alles andere an das Backend; beide laufen auf ${list(boxes.service.slice(0, 2), 'und')} in ${facts.zones} Zonen. Das Backend hält seinen Inhalt in ${boxes.table[0]}. ` +
        `Ein Commit auf GitHub startet die Pipeline aus ${list(boxes.pipeline, 'und')}: Sie testet, baut die Images, legt sie in ${boxes.registry[0]} ab und ersetzt ${list(
          facts.engines.map((part) => this.parts[part]),
          'und danach',
        )} nach und nach. ` +
        `Ein Schlüssel verschlüsselt ${list(
          keyed.map((name) => this.modules[name]),
          'und',
        )}; ${list(boxes.observability, 'und')} melden, wenn etwas nicht stimmt.`
      );
    },
  },
};
