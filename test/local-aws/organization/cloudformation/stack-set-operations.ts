/** What became of operations. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSetOperation.html and its neighbours */
import { objects, requiredText } from '../fields.ts';
import type { Answer, Asked, Service } from '../service.ts';
import type { WorldOperation, WorldResult } from '../world.ts';
import { existingStackSet, stackSetPage } from './existing-stack-set.ts';
import { missing, notFound } from './refusals.ts';

export const stackSetOperations: Service = {
  reads: {
    DescribeStackSetOperation: describe,
    ListStackSetOperations: (asked) => {
      const { name, operations } = existingStackSet(asked);
      return stackSetPage(
        asked,
        `ListStackSetOperations ${name}`,
        operations,
        ({ id }) => id,
        (operation) => ({
          OperationId: operation.id,
          ...statesOf(operation),
        }),
      );
    },
    ListStackSetOperationResults: listResults,
  },
  writes: {},
};

function describe(asked: Asked): Answer {
  const { id } = existingStackSet(asked);
  const operation = existingOperation(asked);
  const { retainStacks, units, results } = operation;
  return {
    StackSetOperation: {
      OperationId: operation.id,
      StackSetId: id,
      ...statesOf(operation),
      RetainStacks: retainStacks,
      DeploymentTargets: { OrganizationalUnitIds: units },
      StatusDetails: { FailedStackInstancesCount: results.filter(({ status }) => status === 'FAILED').length },
    },
  };
}

function listResults(asked: Asked): Answer {
  const { id, results } = existingOperation(asked);
  const filters = objects(asked.input, 'Filters');
  const listed = results.filter(({ status }) =>
    filters.every(({ Name, Values }) => Name !== 'OPERATION_RESULT_STATUS' || Values === status),
  );
  return stackSetPage(asked, `ListStackSetOperationResults ${id}`, listed, keyOf, (result) => ({
    Account: result.account,
    Region: result.region,
    Status: result.status,
    StatusReason: result.reason === '' ? undefined : result.reason,
    OrganizationalUnitId: result.unitId,
  }));
}

function existingOperation(asked: Asked): WorldOperation {
  const { operations } = existingStackSet(asked);
  const id = requiredText(asked.input, 'OperationId', missing);
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw notFound('OperationNotFoundException', `Operation ${id} not found`);
  return operation;
}

function keyOf({ account, region }: WorldResult): string {
  return `${region} ${account}`;
}

function statesOf({ action, status, createdAt, endedAt }: WorldOperation): Answer {
  return {
    Action: action,
    Status: status,
    CreationTimestamp: createdAt,
    EndTimestamp: endedAt === '' ? undefined : endedAt,
  };
}
