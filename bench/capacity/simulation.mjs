// How many requests find their CV in memory, by simulation.

/** The share of requests that miss, where `kept` of `count` CVs fit into memory, the least recently read go first, and
 *  the n-th most read CV is read 1/n as often as the first (Zipf). The same at every call. */
export function leastRecentlyUsed(count, kept, requests = 4_000_000) {
  const sums = new Float64Array(count);
  for (let i = 0, sum = 0; i < count; ++i) sums[i] = sum += 1 / (i + 1);
  let state = 1;
  const random = () => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const pick = () => {
    const wanted = random() * sums[count - 1];
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // Those in memory as a ring in the order of their last reading, which begins and ends at `count`.
  const [newer, older] = [new Int32Array(count + 1).fill(-1), new Int32Array(count + 1).fill(-1)];
  newer[count] = older[count] = count;
  const takeOut = (cv) => {
    newer[older[cv]] = newer[cv];
    older[newer[cv]] = older[cv];
    newer[cv] = -1;
  };
  const putIn = (cv) => {
    // as the newest
    older[cv] = older[count];
    newer[cv] = count;
    newer[older[count]] = cv;
    older[count] = cv;
  };
  for (let cv = kept - 1; cv >= 0; --cv) putIn(cv); // full of the most read, as it is after a while
  let missed = 0;
  const warm = requests / 2;
  for (let i = 0; i < requests; ++i) {
    const cv = pick();
    if (newer[cv] >= 0) {
      takeOut(cv);
    } else {
      if (i >= warm) ++missed;
      takeOut(newer[count]); // the oldest
    }
    putIn(cv);
  }
  return missed / (requests - warm);
}
