// Reads a calendar from its standard input with ical.js, and prints what it understood as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const modules = createRequire(`${process.env.KONTOR_TEST_NODE_MODULES}/`);
const { default: ICAL } = await import(pathToFileURL(modules.resolve('ical.js')).href);

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone);
}
const component = calendar.getFirstSubcomponent('vevent');
const event = new ICAL.Event(component);
console.log(JSON.stringify({
  method: calendar.getFirstPropertyValue('method'),
  uid: event.uid,
  sequence: event.sequence,
  status: component.getFirstPropertyValue('status'),
  start: event.startDate.toJSDate().toISOString(),
}));
