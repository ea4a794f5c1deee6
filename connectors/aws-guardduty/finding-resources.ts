/** What of ours a finding is about. Also a resource in role ACTOR is affected: it acts because somebody took it over. */
import { type DraftEntity, entity } from "../../src/connector/raw-entities.ts";
import { isRaw, objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";

type Reader = (finding: Raw, resource: Raw) => DraftEntity[];

const READERS: readonly (readonly [resourceType: string, read: Reader])[] = [
  ["AccessKey", (_, resource) => accessKey(resource)],
  ["Instance", instance],
  [
    "S3Bucket",
    (_, resource) => objectsAt(resource, "s3BucketDetails").flatMap((one) => cloudResource(one, "arn", "name")),
  ],
  ["EKSCluster", (_, resource) => cloudResource(objectAt(resource, "eksClusterDetails"), "arn", "name")],
  ["ECSCluster", (_, resource) => cloudResource(objectAt(resource, "ecsClusterDetails"), "arn", "name")],
  ["Container", (_, resource) => cloudResource(objectAt(resource, "containerDetails"), "id", "name")],
  [
    "RDSDBInstance",
    (_, resource) => cloudResource(objectAt(resource, "rdsDbInstanceDetails"), "dbInstanceArn", "dbInstanceIdentifier"),
  ],
  ["Lambda", (_, resource) => cloudResource(objectAt(resource, "lambdaDetails"), "functionArn", "functionName")],
];

/** The resource that `resourceType` names comes first, because the first affected entity is that of the record. */
export function affectedResources(finding: Raw): DraftEntity[] {
  const resource = objectAt(finding, "resource");
  const type = textAt(resource, "resourceType");
  const first = READERS.filter(([name]) => name === type);
  const others = READERS.filter(([name]) => name !== type);
  return [
    ...[...first, ...others].flatMap(([, read]) => read(finding, resource)),
    ...entity("affected", "user", textAt(objectAt(resource, "rdsDbUserDetails"), "user")),
    ...kubernetesUser(resource),
  ];
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_AccessKeyDetails.html; nobody is behind an anonymous principal. */
function accessKey(resource: Raw): DraftEntity[] {
  const details = objectAt(resource, "accessKeyDetails");
  const user = textAt(details, "userName");
  const principal = textAt(details, "principalId");
  if (user === "ANONYMOUS_PRINCIPAL" || principal === "ANONYMOUS_PRINCIPAL") return [];
  return [
    ...entity("affected", "access-key", textAt(details, "accessKeyId"), { aliases: [principal] }),
    ...entity("affected", "user", user, { aliases: [principal] }),
  ];
}

/** An instance is a device, known by its id, its private names and addresses; its ARN is that of the cloud resource. */
function instance(finding: Raw, resource: Raw): DraftEntity[] {
  const details = objectAt(resource, "instanceDetails");
  const id = textAt(details, "instanceId");
  const interfaces = objectsAt(details, "networkInterfaces");
  const label = objectsAt(details, "tags").find((tag) => textAt(tag, "key") === "Name");
  const name = (label && textAt(label, "value")) || id;
  const aliases = interfaces.flatMap((card) => [
    textAt(card, "privateDnsName"),
    textAt(card, "privateIpAddress"),
    textAt(card, "publicIp"),
    ...textsAt(card, "ipv6Addresses"),
  ]);
  return [...entity("affected", "device", id, { name, aliases }), ...instanceArn(finding, id, name)];
}

function instanceArn(finding: Raw, id: string, name: string): DraftEntity[] {
  const [partition, region, account] = [
    textAt(finding, "partition") || "aws",
    textAt(finding, "region"),
    textAt(finding, "accountId"),
  ];
  if (id === "" || region === "" || account === "") return [];
  return entity("affected", "cloud-resource", `arn:${partition}:ec2:${region}:${account}:instance/${id}`, { name });
}

function cloudResource(details: Raw, key: string, name: string): DraftEntity[] {
  return entity("affected", "cloud-resource", textAt(details, key) || textAt(details, name), {
    name: textAt(details, name),
  });
}

function kubernetesUser(resource: Raw): DraftEntity[] {
  const user = objectAt(objectAt(resource, "kubernetesDetails"), "kubernetesUserDetails");
  return isRaw(user) ? entity("actor", "user", textAt(user, "username")) : [];
}
