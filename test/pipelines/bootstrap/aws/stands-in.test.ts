import { describe, expect, it } from 'vitest';
import { standsInForAws } from '../../../../pipelines/bootstrap/aws/stands-in.ts';

describe('who answers', () => {
  it.each(['http://127.0.0.1:5000', 'http://localstack:4566'])('at %s is not AWS', (endpoint) => {
    expect(standsInForAws(endpoint)).toBe(true);
  });

  it.each([undefined, 'https://organizations.us-east-1.amazonaws.com', 'https://proxy.example.com', 'no URL', ''])(
    'at %s may be AWS, and is taken at its word',
    (endpoint) => {
      expect(standsInForAws(endpoint)).toBe(false);
    },
  );
});
