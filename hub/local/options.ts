import { Command, InvalidArgumentError, Option } from 'commander';

export interface LocalOptions {
  readonly governance: string;
  readonly port: number;
  readonly state: string;
  /** `stand-in`, `bedrock`, or the URL of an OpenAI-compatible server. */
  readonly models: string;
  readonly bedrockEndpoint?: string;
  readonly demo?: boolean;
  readonly quiet: boolean;
}

/** `npm start -- --help` prints these. */
export function localCommand(run: (options: LocalOptions) => Promise<void>): Command {
  return new Command('gatehouse start')
    .description('Runs the hub on this machine: the real code path, with embedded storage, on 127.0.0.1.')
    .option('--governance <file>', 'the rules', 'governance.yaml')
    .addOption(new Option('--port <number>', 'TCP port').env('GATEHOUSE_PORT').default(8787).argParser(parsePort))
    .addOption(
      new Option('--state <directory>', 'where ledger, evidence and keys are kept')
        .env('GATEHOUSE_STATE')
        .default('.gatehouse'),
    )
    .option(
      '--models <source>',
      'stand-in: speaks the Bedrock protocol, no account needed; bedrock: the real service with your AWS credentials (costs money); http://…: any OpenAI-compatible server, such as Ollama',
      parseModels,
      'stand-in',
    )
    .option('--bedrock-endpoint <url>', 'with --models bedrock: another endpoint than the Region’s own')
    .option('--demo', 'make five example calls at the start (default with the stand-in)')
    .option('--no-demo', 'make none')
    .option('--quiet', 'print the address and nothing else', false)
    .action((options: LocalOptions) => run(options));
}

function parsePort(text: string): number {
  // Digits alone: Number() would take nothing at all for 0, which means any port.
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 (any free one) to 65535.');
}

function parseModels(text: string): string {
  if (text === 'stand-in' || text === 'bedrock' || (/^https?:\/\//.test(text) && URL.canParse(text))) return text;
  throw new InvalidArgumentError(
    'Write stand-in, bedrock, or the URL of an OpenAI-compatible server such as http://127.0.0.1:11434.',
  );
}
