"use strict";
// Reads a proof file and finds whether it holds; which words tell it is left to check.js. Asks nobody and keeps nothing.

const text = new TextEncoder();
class Wrong extends Error {}
const refuse = (why) => { throw new Wrong(why); };

function b64(string) {
  let raw;
  try { raw = Uint8Array.from(atob(string), (char) => char.charCodeAt(0)); } catch { refuse("broken"); }
  if (btoa(String.fromCharCode(...raw)) !== string) refuse("broken");
  return raw;
}
const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
function fromHex(string, bytes) {
  if (typeof string !== "string" || string.length !== 2 * bytes || !/^[0-9a-f]*$/.test(string)) refuse("no_file");
  return Uint8Array.from(string.match(/../g), (pair) => parseInt(pair, 16));
}
function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}
const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);
const sha = async (raw) => new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
async function hmac(key, raw) {
  const made = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, raw));
}
function number(value, bytes) {
  const raw = new Uint8Array(bytes);
  for (let place = bytes - 1, rest = BigInt(value); place >= 0; place--, rest >>= 8n) raw[place] = Number(rest & 255n);
  return raw;
}
function canonical(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (value && typeof value === "object" && !Array.isArray(value)) {
    return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
  }
  return refuse("no_file");
}

async function readKey(line) {
  const [name, id, rest] = [line.split("+")[0], line.split("+")[1], line.split("+").slice(2).join("+")];
  let raw;
  try { raw = b64(rest ?? ""); } catch { refuse("bad_key"); }
  if (!name || raw.length !== 33 || (raw[0] !== 1 && raw[0] !== 4)) refuse("bad_key");
  const wanted = (await sha(joined(text.encode(name + "\n"), raw))).slice(0, 4);
  if (hex(wanted) !== id) refuse("bad_key");
  return { name, kind: raw[0], id: wanted, raw: raw.slice(1), line };
}
async function signedBy(key, body, signature) {
  let message = text.encode(body), moment = null;
  if (key.kind === 4) {
    moment = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
    message = text.encode(`cosignature/v1\ntime ${moment}\n${body}`);
    signature = signature.slice(8);
  }
  let made;
  try { made = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]); } catch { refuse("no_ed25519"); }
  return (await crypto.subtle.verify({ name: "Ed25519" }, made, signature, message)) ? { key, moment } : refuse("unknown_signer");
}

function readFile(whole) {
  const gap = whole.indexOf("\n\n");
  const head = whole.slice(0, gap).split("\n");
  if (gap < 0 || head.shift() !== "c2sp.org/tlog-proof@v1" || !(head[0] ?? "").startsWith("extra ")) refuse("no_file");
  const extra = b64(head.shift().slice(6));
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(head.shift() ?? "");
  const hashes = head.map(b64);
  const note = whole.slice(gap + 2), cut = note.lastIndexOf("\n\n");
  const body = note.slice(0, cut + 1), lines = note.slice(cut + 2).split("\n");
  if (!index || cut < 1 || lines.pop() !== "" || !lines.length || hashes.length > 63 || hashes.some((each) => each.length !== 32)) refuse("no_file");
  const signatures = lines.map((line) => {
    const parts = /^— (\S+) (\S+)$/.exec(line) ?? refuse("no_file");
    const raw = b64(parts[2]);
    return { name: parts[1], id: raw.slice(0, 4), raw: raw.slice(4) };
  });
  const [origin, size, root] = body.split("\n");
  if (!origin || !/^(0|[1-9][0-9]{0,18})$/.test(size) || body.split("\n").length < 4) refuse("no_file");
  return { extra, index: BigInt(index[1]), hashes, body, signatures, origin, size: BigInt(size), root: b64(root) };
}
async function readOpened(raw) {
  let plain;
  const string = new TextDecoder().decode(raw);
  try { plain = JSON.parse(string); } catch { refuse("no_file"); }
  if (canonical(plain) !== string || plain.v !== 1 || typeof plain.digests !== "object") refuse("no_file");
  const key = fromHex(plain.key, 32);
  const content = await hmac(key, text.encode(canonical(plain.digests)));
  const entry = joined(text.encode("HX"), [1, plain.type], number(plain.day, 4), number(plain.subject, 8), fromHex(plain.claim, 32), content);
  return { ...plain, key, entry };
}
async function isIncluded(proof, entry) {
  let place = proof.index, last = proof.size - 1n, found = await sha(joined([0], entry));
  if (place > last) refuse("broken");
  for (const step of proof.hashes) {
    if (last === 0n) refuse("broken");
    if (place & 1n || place === last) {
      found = await sha(joined([1], step, found));
      while (place && !(place & 1n)) { place >>= 1n; last >>= 1n; }
    } else found = await sha(joined([1], found, step));
    place >>= 1n; last >>= 1n;
  }
  if (last !== 0n || !same(found, proof.root)) refuse("broken");
}
const digest = async (opened, name, value) => hex(await hmac(opened.key, text.encode(name + "\0" + value)));

async function check(whole, keyLine, witnessLines, words) {
  const trusted = keyLine ? await readKey(keyLine) : null;
  const witnesses = await Promise.all(witnessLines.map(readKey));
  const facts = { outcome: "no_file" };
  try {
    const proof = readFile(whole), opened = await readOpened(proof.extra);
    Object.assign(facts, { locator: opened.locator, origin: proof.origin, place: proof.index + 1n, key: opened.log, day: new Date(opened.day * 864e5).toISOString().slice(0, 10) });
    if (words) facts.fit = (await digest(opened, "words", words)) === opened.digests.words;
    if (trusted && trusted.name !== proof.origin) refuse("other_log");
    const own = trusted ?? await readKey(opened.log);
    if (own.kind !== 1 || own.name !== proof.origin) refuse("broken");
    if ((await digest(opened, "locator", opened.locator)) !== opened.digests.locator) refuse("broken");
    const vouched = [];
    for (const key of [own, ...witnesses]) {
      const line = proof.signatures.find((each) => each.name === key.name && same(each.id, key.id));
      if (line) vouched.push(await signedBy(key, proof.body, line.raw));
    }
    await isIncluded(proof, opened.entry);
    if (!vouched.some((each) => each.key === own)) refuse("unknown_signer");
    facts.witnesses = vouched.filter((each) => each.key.kind === 4);
    facts.outcome = !trusted ? "key_unconfirmed" : facts.witnesses.length ? "witnessed" : "no_witness";
  } catch (wrong) {
    facts.outcome = wrong instanceof Wrong ? wrong.message : "broken";
  }
  return facts;
}
