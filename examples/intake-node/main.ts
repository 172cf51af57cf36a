/**
 * An intake of a help desk: it opens a ticket, follows it, and when the customer is asked something it answers.
 *
 *     sundial up
 *     export SUNDIAL_TOKEN=$(sundial tokens create "Help desk" --role intake --role monitoring)
 *     npm install && npm run types && npm run build
 *     npm start -- HD-3001 "It is 2026.3."
 *
 * and then, in another terminal: sundial wait-for-customer HD-3001 --question "Which release runs there?"
 *
 * It ends when the answer is recorded. SUNDIAL_URL says where the API is, if not at http://127.0.0.1:8180. Kill it
 * when you like and run it again: it goes on, and nothing counts twice.
 */

import { Refused, Sundial } from './client.js';

const [ticket = 'HD-3001', text = 'It is 2026.3.'] = process.argv.slice(2);
const { SUNDIAL_URL = 'http://127.0.0.1:8180', SUNDIAL_TOKEN = '' } = process.env;
const sundial = new Sundial(SUNDIAL_URL, SUNDIAL_TOKEN);

async function main(): Promise<void> {
  const opened = await sundial.open(
    {
      ticket,
      customer: 'Acme Ltd',
      subject: 'No calls come through',
      request: { contract: 'imagiclecare-5.0', plan: 'gold', theatre: 'europe', priority: 'P2' },
    },
    `${ticket}-opening`,
  );
  console.log(`${ticket} is open: ${opened.standing.deadline_is} by ${opened.standing.deadline}`);

  for await (const { recorded } of sundial.follow(ticket)) {
    const { number, event } = recorded;
    console.log(`${number}. ${event.type}`);
    if (event.type === 'WaitStarted' && event.on === 'customer') {
      console.log(`   ${event.question ?? 'The customer is waited for.'} ${text}`);
      // One key for each question: the same answer counts once, and the next question has its own.
      await sundial.customerResponded(ticket, { text }, `${ticket}-answer-${number}`);
    }
    if (event.type === 'CustomerResponded') return;
    if (event.type === 'TicketClosed') return;
  }
}

main().catch((failed: unknown) => {
  console.error(failed instanceof Refused ? failed.message : failed);
  process.exitCode = 1;
});
