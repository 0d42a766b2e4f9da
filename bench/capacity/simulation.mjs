// Simulates how many requests find their CV in memory.

/**
 * The share of misses if `kept` of `count` CVs fit into memory, with the least recently read removed first. The n-th
 * most read CV is read 1/n as often as the first (Zipf). Every call gives the same result.
 */
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
  // The CVs in memory as a ring in order of their last read, which begins and ends at `count`.
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
  for (let cv = kept - 1; cv >= 0; --cv) putIn(cv); // filled with the most read, the state after a while
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
