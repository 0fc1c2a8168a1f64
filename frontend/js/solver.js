// Finds the number whose SHA-256 after "salt." is the goal, in a thread of its own: { salt, goal, most } comes in, { done }
// (0 to 1) and at last { number } go out.
//
// SHA-256 is written out here (FIPS 180-4, one block) instead of asking WebCrypto: that is missing on a page that came by
// plain http, as in a house of one building, and for blocks this short its promises cost more than the hash itself.
// For the same reasons it is no package: the widget of altcha asks WebCrypto, and brings a face of its own.
// All of it is inside one function: engines reach the variables of a whole script slowly.
function solver() {
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const w = new Int32Array(64);
  const state = new Int32Array(8);

  // From the block in w[0..15] to its hash in state.
  function compress() {
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    state.set(start);
    let a = start[0], b = start[1], c = start[2], d = start[3], e = start[4], f = start[5], g = start[6], h = start[7];
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  // Adds ASCII text to a block at a byte, with the end that SHA-256 wants; at most 55 bytes in all.
  function lay(text, at) {
    const put = (byte, place) => { w[place >> 2] |= byte << (24 - (place & 3) * 8); };
    for (let i = 0; i < text.length; i += 1) put(text.charCodeAt(i), at + i);
    put(0x80, at + text.length);
    w[15] = (at + text.length) * 8;
  }

  function solve({ salt, goal, most }) {
    const wanted = Int32Array.from(goal.match(/.{8}/g), (word) => parseInt(word, 16) | 0);
    const step = Math.ceil(most / 50);
    for (let number = 0; number < most; number += 1) {
      w.fill(0, 0, 16);
      lay(`${salt}.${number}`, 0);
      compress();
      if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) return number;
      if (number % step === 0) postMessage({ done: number / most });
    }
    throw new Error("no number fits");
  }

  onmessage = (event) => postMessage({ number: solve(event.data) });
}

solver();
