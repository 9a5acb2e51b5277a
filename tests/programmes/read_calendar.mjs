// Reads a calendar from standard input with ical.js and writes what it understood as JSON.
// Zones come from the file alone: ical.js brings none of its own but UTC.
import { readFileSync } from "node:fs";
import ICAL from "../vendor/ical/ical.min.mjs";

const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString();
const person = (property) => ({
  address: property.getFirstValue(),
  name: property.getParameter("cn") ?? "",
});

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf-8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    starts: utc(event.startDate),
    ends: utc(event.endDate),
    zone: event.startDate.zone.tzid,
    title: event.summary,
    place: event.location ?? "",
    description: event.description ?? "",
    page: component.getFirstPropertyValue("url") ?? "",
    link: component.getFirstPropertyValue("conference") ?? "",
    status: component.getFirstPropertyValue("status"),
    organisers: component.getAllProperties("organizer").map(person),
    attendees: component.getAllProperties("attendee").map(person),
  };
});
process.stdout.write(
  JSON.stringify({
    method: calendar.getFirstPropertyValue("method"),
    name: calendar.getFirstPropertyValue("name") ?? "",
    zones: calendar.getAllSubcomponents("vtimezone").length,
    events,
  }),
);
