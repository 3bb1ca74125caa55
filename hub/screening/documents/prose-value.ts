/** Identifiers, enum values, numbers, colours, namespace addresses: no prose, no e-mail address, no digits enough to identify somebody. */
const plainValue = /^(?!.*\d{9})[\w.:/#%;,+-]{0,256}$/;

/** Attributes that are written for people, in HTML and in Office Open XML: there a single word counts. */
const telling = new Set(
  'alt title placeholder aria-label aria-description aria-roledescription content label summary value descr tooltip prompt prompttitle error errortitle author display string'.split(
    ' ',
  ),
);

/** Whether an attribute says something to a reader, or may hold a secret. */
export function saysSomething(name: string, value: string): boolean {
  return telling.has(name.toLowerCase()) ? value !== '' : !plainValue.test(value);
}
