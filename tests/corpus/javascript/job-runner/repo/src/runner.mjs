/** Runs jobs one after another and says how they went. */
export class Runner {
  constructor(now = () => 0) {
    this.now = now;
    this.log = [];
  }

  async attempt(name, job) {
    try {
      const value = job();
      this.log.push(`${name}: ok`);
      return { name, ok: true, value };
    } catch (error) {
      this.log.push(`${name}: ${error.message}`);
      return { name, ok: false, error: error.message };
    }
  }

  async all(jobs) {
    const results = [];
    for (const [name, job] of Object.entries(jobs)) {
      results.push(await this.attempt(name, job));
    }
    return {
      results,
      failed: results.filter((result) => !result.ok).map((result) => result.name),
    };
  }
}
