// List prices of AWS in dollars, of one of its cheaper regions and rounded: they show the order of magnitude of a cost,
// and are no budget. They change; look them up before you decide.

/** The cost of an amount with tiered prices: [[width, price]…], first tier first. */
function tiered(amount, tiers) {
  let [left, sum] = [Math.max(0, amount), 0];
  for (const [width, price] of tiers) {
    const part = Math.min(left, width);
    sum += part * price;
    left -= part;
  }
  return sum;
}

export const prices = {
  vcpuHour: 0.0324, // Fargate on ARM
  gbHour: 0.00356,
  balancerHour: 0.0225,
  lcuHour: 0.008, // for 1 GB an hour, or 25 new connections a second
  readMillion: 0.125, // DynamoDB on demand
  writeMillion: 0.625,
  storedGb: 0.25,
  /** To the internet, per month. */
  traffic: (gigabytes) =>
    tiered(gigabytes, [
      [100, 0],
      [10_000, 0.09],
      [40_000, 0.085],
      [100_000, 0.07],
      [Infinity, 0.05],
    ]),
  edgeRequest: 1e-6, // CloudFront, HTTPS
  edgeTraffic: (gigabytes) =>
    tiered(gigabytes, [
      [1000, 0],
      [10_000, 0.085],
      [40_000, 0.08],
      [100_000, 0.06],
      [350_000, 0.04],
      [Infinity, 0.03],
    ]),
};
