// A provider of OpenID Connect that nobody here wrote (npm oidc-provider), for the tests of signing in.
// Whoever comes to its page is signed in at once as the person that the test has set: there is nobody to
// type. `POST /test` sets who that is, and exchanges the keys.
//
//     node oidc_provider.mjs PORT REDIRECT_URI
import { generateKeyPair } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const modules = createRequire(`${process.env.KONTOR_TEST_NODE_MODULES}/`);
const { Provider } = await import(modules.resolve('oidc-provider'));

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let person = { sub: 'anna-1', email: 'anna@office.example', email_verified: true, name: 'Anna', deny: false };
let provider;
let served;

async function begin() {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = `key-${Date.now()}`;
  provider = new Provider(issuer, {
    clients: [{ client_id: 'kontor', client_secret: 'a secret: of & for kontor', redirect_uris: [redirect] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/people/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  served = provider.callback();
}

async function set(request, response) {
  let body = '';
  for await (const piece of request) body += piece;
  const wish = JSON.parse(body);
  person = { ...person, ...wish.person };
  if (wish.exchangeKeys) await begin();
  response.end();
}

async function signIn(request, response) {
  const result = person.deny ? { error: 'access_denied', error_description: '<b>no</b>' } : { login: { accountId: person.sub } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

await begin();
createServer((request, response) => {
  if (request.url === '/test') set(request, response);
  else if (request.url.startsWith('/people/')) signIn(request, response).catch((error) => { response.statusCode = 500; response.end(String(error)); });
  else served(request, response);
}).listen(Number(port), '127.0.0.1');
