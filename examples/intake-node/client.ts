/** Sundial's HTTP API, as far as an intake needs it. Types come from its OpenAPI document: `npm run types`. */

import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { components, paths } from './sundial.d.ts';

type Schemas = components['schemas'];
type BodyOf<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Opening = BodyOf<'/v1/tickets'>;
export type Answer = BodyOf<'/v1/tickets/{ticket}/customer-responded'>;
export type Snapshot = Schemas['Snapshot'];
/** An event of a ticket, and its place among those of all tickets. */
export type Happened = Schemas['FeedItem'];

/** What Sundial says no to, in a sentence that says what would be right. Sent again it would be refused again. */
export class Refused extends Error {
  constructor(readonly problem: Schemas['Problem']) {
    super(problem.detail);
  }
}

const PASSING = new Set([429, 502, 503, 504]);

export class Sundial {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Open a ticket. The same again changes nothing, and answers how it stands now. */
  open(opening: Opening, key: string): Promise<Snapshot> {
    return this.send('/v1/tickets', opening, key);
  }

  /** Record what the customer answered. With the same key it counts once, however often it is sent. */
  customerResponded(ticket: string, answer: Answer, key: string): Promise<Snapshot> {
    return this.send(`/v1/tickets/${encodeURIComponent(ticket)}/customer-responded`, answer, key);
  }

  /** Everything that happens to a ticket, from its opening on; a connection that breaks is made again where it was. */
  async *follow(ticket: string): AsyncGenerator<Happened> {
    let last: string | undefined;
    while (true) {
      try {
        const response = await this.ask(`/v1/events?ticket=${encodeURIComponent(ticket)}`, {
          headers: { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) },
        });
        const messages = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
        for await (const message of messages) {
          yield JSON.parse(message.data) as Happened;
          last = message.id ?? last;
        }
      } catch (broken) {
        if (broken instanceof Refused || broken instanceof SyntaxError) throw broken;
      }
      await pause(1000);
    }
  }

  private async send(path: string, body: unknown, key: string): Promise<Snapshot> {
    const response = await this.ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Snapshot;
  }

  /** Ask until there is an answer: the key makes that safe, as an answer that was lost may have been a yes. */
  private async ask(path: string, request: RequestInit): Promise<Response> {
    while (true) {
      const headers = { Authorization: `Bearer ${this.token}`, ...request.headers };
      const response = await fetch(this.url + path, { ...request, headers }).catch(() => undefined);
      if (!response) console.error(`${this.url} does not answer; asking again`);
      if (response?.ok) return response;
      if (response && !PASSING.has(response.status)) throw new Refused((await response.json()) as Schemas['Problem']);
      await pause((Number(response?.headers.get('Retry-After')) || 1) * 1000);
    }
  }
}
