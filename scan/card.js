// What a card says, beside what the form asks: which answers to take.
import { make } from "./elements.js";
import { words } from "./texts.js";

/** From the keys of the forms' `prefill` to what the card says; nothing where it says nothing. */
export function known(card) {
  const [family, ...given] = card.full_name.split(" ");
  const communes = card.commune.length === 1 ? card.commune : [];
  const all = {
    "citizen.full_name": card.full_name,
    "citizen.family_name": family,
    "citizen.middle_given_name": given.join(" "),
    "citizen.citizen_id": card.number,
    "citizen.old_id": card.old_number,
    "citizen.date_of_birth": card.born,
    "citizen.gender": card.sex,
    "citizen.id_issue_date": card.issued,
    "citizen.permanent_address": { province: card.province, commune: communes[0] ?? "", detail: card.detail },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

/** A code list of the app, from the browser's own cache; empty without a network. */
async function list(name) {
  try {
    return await (await fetch(`/api/v1/reference/${name}`)).json();
  } catch {
    return [];
  }
}

/** Names of places by their codes. */
export async function placeNames() {
  const [provinces, communes] = await Promise.all([list("provinces"), list("communes")]);
  const names = new Map([...provinces, ...communes].map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}

const isBlank = (value) =>
  value === null || value === undefined || (typeof value === "object" ? Object.values(value).every((part) => !part) : value === "");

const parts = (value) => [value.detail ?? "", value.commune ?? "", value.province ?? ""];
const same = (a, b) =>
  typeof a === "object" && typeof b === "object"
    ? parts(a).join("\n") === parts(b).join("\n")
    : String(a).normalize("NFC").toLowerCase() === String(b).normalize("NFC").toLowerCase();

/**
 * The sheet that shows what was read and asks where it contradicts. `asked`: `{ path, key, label, now }` of each field.
 * Resolves with `[path, value]` of what to write, or `null` to scan again.
 */
export async function review(place, card, asked) {
  const text = words();
  const name = await placeNames();
  const values = known(card);
  const shown = (key, value) => {
    if (typeof value === "object") return parts(value).map(name).filter(Boolean).join(", ");
    if (key === "citizen.gender") return text[value] ?? value;
    if (/^\d{4}(-\d\d)*$/.test(value)) return value.split("-").reverse().join("/");
    return value;
  };
  const fitting = asked.filter(({ key }) => key in values);
  const rows = fitting.map((field) => row(field, values[field.key], card, { text, name, shown }));
  return new Promise((resolve) => {
    const heading = make("h3", { tabindex: "-1" }, text.found);
    place.replaceChildren(
      heading,
      make("p", { class: "soft" }, rows.length ? text.check : text.nothing),
      make("dl", { class: "scan-found" }, ...rows.flatMap(({ elements }) => elements)),
      rows.length > 0 &&
        make("button", {
          type: "button",
          class: "button button-primary button-wide",
          "data-action": "use-card",
          onclick: () => resolve(rows.map(({ taken }) => taken()).filter(Boolean)),
        }, text.fill),
      make("button", { type: "button", class: "button button-wide", "data-action": "scan-again", onclick: () => resolve(null) }, text.again),
    );
    heading.focus();
  });
}

function row({ path, key, label, now }, value, card, { text, name, shown }) {
  const isPlace = typeof value === "object";
  const about = [];
  // What will be written, unless the person's own answer stays.
  let chosen = value;
  const isOther = !isBlank(now) && !same(now, value);
  let takes = !isOther;

  if (isPlace) {
    about.push(make("p", {}, text.onCard.replace("{value}", card.address)));
    const maybe = [...card.commune, ...card.maybe];
    if (value.commune) {
      about.push(make("p", { class: "scan-now" }, text.now.replace("{value}", name(value.commune))));
    } else if (maybe.length) {
      const pick = (commune) => (chosen = { ...value, commune });
      about.push(choice(`${path}:commune`, text.whichCommune, [
        ...maybe.map((code) => ({ words: name(code), value: code, pick: () => pick(code) })),
        { words: text.chooseLater, value: "", pick: () => pick(""), checked: true },
      ]));
    } else {
      about.push(make("p", { class: "soft" }, text.unknownCommune));
    }
  } else if (!isOther) {
    about.push(make("p", {}, shown(key, value)));
  }
  if (isOther) {
    about.push(choice(`${path}:which`, text.differs, [
      { words: text.keep.replace("{value}", shown(key, now)), value: "keep", pick: () => (takes = false), checked: true },
      { words: text.take.replace("{value}", isPlace ? card.address : shown(key, value)), value: "take", pick: () => (takes = true) },
    ]));
  }
  const taken = () => takes && [path, isPlace ? Object.fromEntries(Object.entries(chosen).filter(([, part]) => part)) : chosen];
  return { elements: [make("dt", {}, label), make("dd", { "data-scan-field": path }, ...about)], taken };
}

function choice(group, question, options) {
  return make("fieldset", { class: "scan-choice" }, make("legend", {}, question), ...options.map((option) =>
    make("label", { class: "choice" },
      make("input", { type: "radio", name: group, value: option.value, checked: Boolean(option.checked), onchange: option.pick }),
      make("span", {}, option.words))));
}
