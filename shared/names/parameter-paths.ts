/** Names of parameters (AWS Systems Manager Parameter Store) that spokes hold and applications read. */

/** Where the hub is: the same in every account that it governs. */
export const hubParameter = '/gatehouse/hub';

/** How an application calls the hub; in the application's own account. */
export function applicationParameter(application: string): string {
  return `/gatehouse/applications/${application}`;
}
