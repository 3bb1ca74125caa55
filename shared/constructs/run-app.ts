import { App, type AppProps } from 'aws-cdk-lib';
import { GatehouseFault } from '../errors.ts';
import { validateAtSynth } from './synth-validation.ts';

/** Runs a CDK app from its command line, with every rule pack. */
export function runApp(compose: (app: App) => void, props?: AppProps): void {
  try {
    const app = new App(props);
    compose(app);
    validateAtSynth(app);
  } catch (error) {
    if (!(error instanceof GatehouseFault)) throw error;
    // A person reads this: the message says what to do, and a stack trace would bury it.
    console.error(error.message);
    process.exitCode = 1;
  }
}
