// Figures about the calls that came, second by second and by reason.

const keptSeconds = 60;
const keptDurations = 500;
const keptReasons = 200;

/** Counts calls for the last minute and keeps what was refused how often; its size is bounded. */
export class Rates {
    #seconds = new Map();
    #durations = [];
    #reasons = new Map();

    /** Takes a call; `now` in milliseconds since 1970, when it came. */
    take(call, now) {
        const second = Math.floor(now / 1000);
        const counts = this.#seconds.get(second) ?? { good: 0, refused: 0 };
        counts[call.code === 0 ? "good" : "refused"] += 1;
        this.#seconds.set(second, counts);
        this.#durations.push(call.durationMicroseconds);
        if (this.#durations.length > keptDurations) {
            this.#durations.shift();
        }
        if (call.code !== 0) {
            this.#takeReason(call);
        }
    }

    #takeReason(call) {
        const key = `${call.command ?? ""} ${call.code}`;
        const kept = this.#reasons.get(key);
        if (kept) {
            kept.count += 1;
            kept.reason = call.reason;
        } else if (this.#reasons.size < keptReasons) {
            this.#reasons.set(key, { command: call.command, code: call.code, reason: call.reason, count: 1 });
        }
    }

    /** The counts of the last minute, the oldest second first. */
    series(now) {
        const last = Math.floor(now / 1000);
        for (const second of this.#seconds.keys()) {
            if (second <= last - keptSeconds) {
                this.#seconds.delete(second);
            }
        }
        return Array.from({ length: keptSeconds }, (_, place) =>
            this.#seconds.get(last - keptSeconds + 1 + place) ?? { good: 0, refused: 0 });
    }

    /** Calls a second over the last ten whole seconds, the part that was refused in the minute, and the usual and slow durations. */
    summary(now) {
        const series = this.series(now);
        const total = series.reduce((sum, counts) => sum + counts.good + counts.refused, 0);
        const refused = series.reduce((sum, counts) => sum + counts.refused, 0);
        const recent = series.slice(-11, -1).reduce((sum, counts) => sum + counts.good + counts.refused, 0);
        const sorted = [...this.#durations].sort((one, other) => one - other);
        const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
        return { perSecond: recent / 10, total, refused, usual: at(0.5), slow: at(0.99) };
    }

    /** What is refused most, the most frequent first. */
    reasons(limit) {
        return [...this.#reasons.values()].sort((one, other) => other.count - one.count).slice(0, limit);
    }
}
