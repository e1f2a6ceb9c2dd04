import { join } from 'node:path';
import type { SageMakerContext } from '../sagemaker-context';
import { type DeploymentConfig, trafficSteps } from './deployment-config';
import type { DeployedConfig } from './endpoint';
import { DeploymentFailed, Fleet } from './fleet';
import { shiftTraffic } from './traffic-shift';

/** How often an old fleet is asked whether its last request is answered. */
const DRAIN_POLL_MS = 20;

/** The running side of one endpoint: the fleet that serves and, during an update, the one that shall. */
export class EndpointHost {
  private active: Fleet | undefined;
  private candidate: { readonly fleet: Fleet; share: number } | undefined;
  private readonly aborted = new AbortController();
  private cancellation = new AbortController();
  private generation = 0;
  private draining: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: SageMakerContext,
    private readonly name: string,
  ) {}

  /** Brings the first fleet into service. @throws DeploymentFailed */
  async start(deployed: DeployedConfig): Promise<void> {
    this.active = await this.launch(deployed, this.newChange());
  }

  /** Ends the start or the update that is going on, if any, as one that failed. */
  cancel(): void {
    this.cancellation.abort(new DeploymentFailed('The deployment was cancelled.'));
  }

  /**
   * Blue/green: a second fleet must answer /ping before any traffic moves, traffic moves as the configuration says, then the old
   * fleet ends. On any failure the old fleet has all traffic again.
   * @throws DeploymentFailed, AlarmRang
   */
  async update(deployed: DeployedConfig, deployment: DeploymentConfig | undefined): Promise<void> {
    const signal = this.newChange();
    const green = await this.launch(deployed, signal);
    const candidate = { fleet: green, share: 0 };
    this.candidate = candidate;
    try {
      const alarmNames = deployment?.AutoRollbackConfiguration?.Alarms?.map(({ AlarmName }) => AlarmName) ?? [];
      green.judgeAlarms(alarmNames);
      await shiftTraffic({
        steps: trafficSteps(deployment, green.instances),
        alarmNames,
        alarms: this.context.alarms,
        pollMs: this.context.timing.alarmPollMs,
        bakeScale: this.context.timing.bakeScale,
        signal,
        setShare: (share) => {
          candidate.share = share;
        },
      });
    } catch (error) {
      this.candidate = undefined;
      await this.retire(green);
      throw error;
    }
    const blue = this.active;
    this.active = green;
    this.candidate = undefined;
    // The update is done when traffic has moved; what the old fleet still answers may take its time.
    this.draining = Promise.all([this.draining, blue === undefined ? undefined : this.retire(blue)]).then(
      () => undefined,
    );
  }

  /** The fleet for the next request, by the candidate's share. It stays until the request has left it. */
  enterFleet(): Fleet | undefined {
    const { candidate } = this;
    const drawn = candidate !== undefined && this.context.random() < candidate.share ? candidate.fleet : this.active;
    drawn?.enter();
    return drawn;
  }

  async flushCaptures(): Promise<void> {
    await this.candidate?.fleet.captures?.flush();
    await this.active?.captures?.flush();
  }

  async stop(graceMs: number): Promise<void> {
    this.aborted.abort();
    await Promise.all([this.active?.stop(graceMs), this.candidate?.fleet.stop(graceMs), this.draining]);
  }

  /** Aborted when the endpoint stops, or when this one change is cancelled. */
  private newChange(): AbortSignal {
    this.cancellation = new AbortController();
    return AbortSignal.any([this.aborted.signal, this.cancellation.signal]);
  }

  private launch(deployed: DeployedConfig, signal: AbortSignal): Promise<Fleet> {
    const folder = join(this.context.folder, 'fleets', this.name, String(this.generation++));
    return Fleet.start(this.context, this.name, deployed, folder, signal);
  }

  /** Lets a fleet answer what it has begun, then ends it. */
  private async retire(fleet: Fleet): Promise<void> {
    const deadline = performance.now() + this.context.timing.invocationMs;
    while (fleet.busy && performance.now() < deadline && !this.aborted.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
    const { servingGraceMs, shutdownGraceMs } = this.context.timing;
    await fleet.stop(this.aborted.signal.aborted ? shutdownGraceMs : servingGraceMs);
  }
}
