// The conditions after a chaos run, and its results in words.

import { quantile } from '../support/traffic.mjs';

/** Whether a process was killed while it sent this answer. The balancer can only retry if no byte of it had arrived. */
function wasCut(answer, happened) {
  return (
    answer.problem === 'cut short' &&
    happened.some(
      ({ kind, detail, begin, end }) =>
        (kind === 'kill' || detail.includes('kill -9')) && answer.at < end + 500 && answer.at + answer.took > begin,
    )
  );
}

/**
 * Whether a fault of the service explains the refusal of a save: an error of the store; a version from an earlier save
 * of this editor whose answer was lost; or the balancer's error if no back end answered. A back end whose clock is a
 * year ahead takes the editor's token for expired.
 */
function isExplained({ message, at, took }, happened) {
  const isClockWrong = happened.some(
    ({ kind, begin, end }) => kind === 'clock' && at < end + 2000 && at + took > begin,
  );
  return (
    /DynamoDB|store|conflict|others keep saving/.test(message) ||
    /^status (412|502|503|504):/.test(message) ||
    (isClockWrong && /^status 401:/.test(message))
  );
}

/** `lines`: results. `wrong`: violated conditions. */
export function judge({ seconds, faults, answers, saved, failed, lost, unasked, stale }) {
  const bad = answers.filter(({ problem }) => problem);
  const cut = bad.filter((answer) => wasCut(answer, faults));
  const took = answers.map((one) => one.took);
  const savesBy = (way) => {
    const of = (list) => list.filter(({ by }) => by === way).length;
    return `by the ${way} ${of(saved)} and ${of(failed)}`;
  };
  const lines = [
    `${seconds.toFixed(0)} s, ${faults.length} faults`,
    `${answers.length} requests, ${bad.length} failed, ${cut.length} of them cut by a kill; ` +
      `p50 ${quantile(took, 0.5).toFixed(1)} ms, p99 ${quantile(took, 0.99).toFixed(0)} ms, p99.9 ${quantile(took, 0.999).toFixed(0)} ms, at most ${quantile(took, 1).toFixed(0)} ms`,
    `${saved.length} saves acknowledged, ${lost.length} lost; ${failed.length} refused, of which ${unasked.length} were made all the same`,
    `acknowledged and refused ${savesBy('program')}, ${savesBy('API')}`,
  ];
  const wrong = [...lost, ...stale];
  for (const { at, route, problem } of bad.filter((answer) => !cut.includes(answer)).slice(0, 10)) {
    wrong.push(`${(at / 1000).toFixed(2)} s: ${route}: ${problem}`);
  }
  for (const { kind, begin, recovered } of faults) {
    if (recovered === undefined) wrong.push(`not well again after ${kind} at ${(begin / 1000).toFixed(1)} s`);
  }
  for (const one of failed) {
    if (!isExplained(one, faults)) wrong.push(`a save was refused without a good reason: ${one.message}`);
  }
  return { lines, wrong };
}
