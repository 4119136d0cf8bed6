import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress, isOriginAccepted, originOf, stampRequest } from './request-origin.ts';

function requestWith(headers: IncomingMessage['headers'], remoteAddress = '192.168.1.9'): IncomingMessage {
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

const listed = ['https://trame.exemple.fr', 'https://autre.exemple.fr'];

describe('HT1 origins', () => {
  it.each([
    [[], 'http://127.0.0.1:3000', '127.0.0.1:3000', true],
    [[], 'http://LOCALHOST:3000', 'localhost:3000', true],
    [[], 'https://trame.exemple.fr', 'trame.exemple.fr', true],
    [[], 'http://localhost:3001', 'localhost:3000', false],
    [[], 'null', 'localhost:3000', false],
    [listed, 'https://autre.exemple.fr', 'internal:3000', true],
    [listed, 'http://trame.exemple.fr', 'trame.exemple.fr', false],
    [listed, 'http://internal:3000', 'internal:3000', false],
  ])('HT1 with the list %j, origin %s on host %s: %s', (origins, origin, host, expected) => {
    expect(isOriginAccepted(requestWith({ origin, host }), origins)).toBe(expected);
  });

  it('HT1 a request without Origin is not accepted', () => {
    expect(isOriginAccepted(requestWith({ host: 'localhost' }), [])).toBe(false);
  });
});

describe('HT6 what a client says of itself in forwarded headers is overwritten', () => {
  const forged = {
    'x-forwarded-for': '1.2.3.4',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.exemple',
  };

  it('HT6 without ORIGIN: plain http, Host, the address of the connection', () => {
    const request = requestWith({ ...forged, host: '192.168.1.20:3000' });
    stampRequest(request, []);
    expect(request.headers).toMatchObject({
      'x-forwarded-for': '192.168.1.9',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': '192.168.1.20:3000',
    });
  });

  it('HT6 with ORIGIN: the listed origin that was asked, else the first', () => {
    expect(originOf(requestWith({ host: 'autre.exemple.fr' }), listed).href).toBe(
      'https://autre.exemple.fr/',
    );
    expect(originOf(requestWith({ host: 'internal:3000' }), listed).href).toBe('https://trame.exemple.fr/');
  });

  it('HT6 the address that a proxy on this machine saw last is believed, with ORIGIN set; no other', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 10.0.0.7' };
    expect(clientAddress(requestWith(headers, '127.0.0.1'), listed)).toBe('10.0.0.7');
    expect(clientAddress(requestWith(headers, '127.0.0.1'), [])).toBe('127.0.0.1');
    expect(clientAddress(requestWith(headers, '192.168.1.9'), listed)).toBe('192.168.1.9');
  });
});
