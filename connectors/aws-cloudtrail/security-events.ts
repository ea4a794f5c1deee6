/**
 * Which calls to AWS are alerts: those that hide traces, open doors, make or take credentials, or are what an intruder does first. Names of calls:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html; techniques: https://attack.mitre.org/matrices/enterprise/cloud/iaas/
 */
import type { Severity } from "../../src/model/scale.ts";

export interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
}

const of = (severity: Severity, technique: string, title: string): Meaning => ({ severity, technique, title });

const CALLS: readonly (readonly [string, Meaning])[] = [
  [
    "StopLogging DeleteTrail UpdateTrail PutEventSelectors CreateTrail",
    of("high", "T1562.008", "The audit trail was changed"),
  ],
  [
    "DeleteFlowLogs DeleteModelInvocationLoggingConfiguration PutBucketLogging",
    of("medium", "T1562.008", "Logging was switched off"),
  ],
  [
    "PutDeliveryChannel DeleteDeliveryChannel StopConfigurationRecorder DeleteConfigurationRecorder DeleteConfigRule",
    of("medium", "T1562.008", "The recording of configuration was changed"),
  ],
  [
    "DeleteDetector UpdateDetector DisassociateFromMasterAccount StopMonitoringMembers DeleteMembers DisableSecurityHub BatchDisableStandards DeletePublishingDestination CreateIPSet UpdateGuardrail DeleteGuardrail",
    of("high", "T1562.001", "A security service was weakened"),
  ],
  ["DisableAlarmActions DeleteAlarms DeleteRule DisableRule", of("medium", "T1562.001", "An alarm was switched off")],
  ["PutBucketLifecycle", of("medium", "T1485", "Objects of a bucket are made to expire")],
  [
    "DeleteBucket DeleteDBInstance DeleteDBCluster TerminateInstances DeleteSnapshot DeleteTable DeleteVault",
    of("medium", "T1485", "Data or machines were deleted"),
  ],
  ["ScheduleKeyDeletion DisableKey", of("high", "T1485", "A key is made useless")],
  ["CreateAccessKey", of("medium", "T1098.001", "An access key was made")],
  ["CreateLoginProfile UpdateLoginProfile", of("medium", "T1098", "A console password was set for a user")],
  ["CreateUser", of("medium", "T1136.003", "A user was made")],
  [
    "AttachUserPolicy AttachRolePolicy AttachGroupPolicy PutUserPolicy PutRolePolicy PutGroupPolicy AddUserToGroup CreatePolicyVersion SetDefaultPolicyVersion UpdateAssumeRolePolicy",
    of("medium", "T1098.003", "Permissions were widened"),
  ],
  ["DeactivateMFADevice DeleteVirtualMFADevice", of("high", "T1556.006", "A second factor was taken off")],
  [
    "CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider",
    of("high", "T1484.002", "A trust with an identity provider was changed"),
  ],
  [
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress ModifyDBInstance CreateNetworkAclEntry DeleteWebACL",
    of("medium", "T1562.007", "A network filter was opened"),
  ],
  [
    "PutBucketPolicy PutBucketAcl DeletePublicAccessBlock PutBucketPublicAccessBlock PutAccountPublicAccessBlock ModifySnapshotAttribute ModifyDBSnapshotAttribute ModifyImageAttribute SetRepositoryPolicy AddPermission20150331 AddPermission20150331v2 UpdateProjectVisibility",
    of("high", "T1530", "Something was opened to others"),
  ],
  [
    "UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 PublishLayerVersion20181031",
    of("medium", "T1648", "Code that runs by itself was changed"),
  ],
  ["EnableRegion", of("medium", "T1535", "A region was switched on")],
  ["LeaveOrganization CloseAccount", of("critical", "T1562", "An account leaves the organisation")],
  ["GetSigninToken", of("medium", "T1550.001", "A console session was made out of keys")],
  [
    "GetPasswordData SendCommand StartSession SendSSHPublicKey",
    of("medium", "T1021.007", "A machine was entered through the cloud"),
  ],
  ["GetSecretValue BatchGetSecretValue", of("low", "T1555.006", "A secret was read")],
  ["GetFederationToken", of("medium", "T1098.001", "Keys were made that outlive others")],
  [
    "DescribeAccount GetAlternateContact GetContactInformation",
    of("low", "T1087.004", "The owner of the account was looked up"),
  ],
  [
    "GetSendQuota GetAccountSendingEnabled GetIdentityVerificationAttributes ListIdentities GetSendStatistics",
    of("medium", "T1526", "It was asked how much mail could be sent"),
  ],
  ["GetCallerIdentity", of("low", "T1087.004", "Keys were tried out")],
];

const BY_CALL: ReadonlyMap<string, Meaning> = new Map(
  CALLS.flatMap(([names, meaning]) => names.split(" ").map((name) => [name, meaning] as const)),
);

/** What a call means, or undefined when it is everyday. */
export function meaningOfCall(name: string): Meaning | undefined {
  return BY_CALL.get(name);
}

/** A console sign-in that failed, was the root user's or had no second factor. */
export function meaningOfLogin(login: { failed: boolean; root: boolean; withoutMfa: boolean }): Meaning | undefined {
  if (login.failed)
    return of(
      login.root ? "high" : "low",
      "T1110",
      login.root ? "The root user could not sign in" : "A sign-in failed",
    );
  if (login.root) return of("high", "T1078.004", "The root user signed in");
  return login.withoutMfa ? of("medium", "T1078.004", "A sign-in without a second factor") : undefined;
}

const DENIED = /^(?:AccessDenied|UnauthorizedOperation|Client\.UnauthorizedOperation|AccessDeniedException)$/;

export function isDenied(errorCode: string): boolean {
  return DENIED.test(errorCode);
}
