// The page: what each outcome is called, and the form that asks verify.js.

const SENTENCES = {
  witnessed: ["good", "有效。受理号 {locator} 的反映在 {day} 记入账本 {origin}，是第 {place} 条；账本签了名，外部见证人也签了名。", "Valid. The voice {locator} was logged in {origin} on {day} as entry {place}; the log and a witness signed it."],
  no_witness: ["", "账本的签名有效，但没有您信任的外部见证人：受理号 {locator} 的反映在 {day} 是账本 {origin} 的第 {place} 条。管理服务器的人仍可能另造一本账。", "The log's signature holds, but no witness you trust signed: the voice {locator} is entry {place} of {origin}, {day}. Whoever runs the server could still have made another log."],
  key_unconfirmed: ["", "文件自身前后一致（受理号 {locator}，{day}，第 {place} 条），但您没有给出账本的公钥。请把下面的公钥和公告栏上的比一比：\n{key}", "The file agrees with itself, but you gave no key of the log. Compare this key with the one on the notice board."],
  other_log: ["wrong", "这份证明来自另一个系统的账本：{origin}。它不能证明这里的任何事。", "This proof is of another system's log: {origin}. It proves nothing about this one."],
  unknown_signer: ["wrong", "签名不对：账本 {origin} 的签名不是您信任的公钥签的。", "The signature is wrong: {origin} was not signed by the key you trust."],
  broken: ["wrong", "无效：文件被改动过，或者不完整。它证明不了这条反映在账本里。", "Not valid: the file was changed or is incomplete. It does not prove that the voice is in the log."],
  no_file: ["wrong", "这不是证明文件，或者已经损坏。证明文件的名字以 .tlog-proof 结尾。", "This is no proof file, or it is damaged. Names of proof files end in .tlog-proof."],
  bad_key: ["wrong", "公钥抄得不完整：要整行，形如 名字+编号+字母。", "A key is not complete: copy the whole line, name+id+base64."],
  no_ed25519: ["wrong", "这个浏览器不会核对 Ed25519 签名，所以什么也没有核对。请换用 2024 年以后的浏览器，或者在电脑上运行 huixiang verify。", "This browser cannot check Ed25519 signatures, so nothing was checked. Use a browser from 2024 or later, or run huixiang verify."],
  no_choice: ["wrong", "请先选一个证明文件。", "Please choose a proof file first."],
};
const WORDS = { true: "您给出的原话，就是当时记入账本的原话。 · The words are those that were logged.", false: "您给出的原话，不是当时记入账本的原话。 · The words are not those that were logged." };

function say(facts) {
  const [look, ...sentences] = SENTENCES[facts.outcome];
  const lines = sentences.map((sentence) => sentence.replace(/\{(\w+)\}/g, (_whole, name) => String(facts[name] ?? "")));
  for (const { key, moment } of facts.witnesses ?? []) lines.push(`${key.name} · ${new Date(Number(moment) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`);
  if (facts.fit !== undefined) lines.push(WORDS[facts.fit]);
  const found = document.getElementById("found");
  found.className = facts.fit === false ? "wrong" : look;
  found.dataset.outcome = facts.outcome;
  found.textContent = lines.join("\n");
  found.hidden = false;
}
const typed = (name) => document.getElementById(name).value.trim();
document.getElementById("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = document.getElementById("file").files[0];
  if (!file) return say({ outcome: "no_choice" });
  try {
    say(await check(await file.text(), typed("key"), typed("witnesses").split("\n").map((line) => line.trim()).filter(Boolean), typed("words")));
  } catch (wrong) {
    say({ outcome: wrong instanceof Wrong ? wrong.message : "broken" });
  }
});
