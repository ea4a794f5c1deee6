/** `Resources` of ASFF as entities: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Resource.html */
import { type DraftEntity, entity } from "../../src/connector/raw-entities.ts";
import { objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import type { EntityRole } from "../../src/model/entity.ts";

/** Targets before actors, because the first affected entity is that of the record; the account last. */
export function resourceEntities(finding: Raw): DraftEntity[] {
  const account = textAt(finding, "AwsAccountId");
  return [
    ...objectsAt(finding, "Resources").slice(0, 50).flatMap(readResource),
    ...entity("affected", "cloud-account", account, { name: `AWS account ${account}` }),
  ];
}

function readResource(resource: Raw): DraftEntity[] {
  const role: EntityRole = textAt(resource, "ResourceRole").toLowerCase() === "actor" ? "actor" : "affected";
  const id = textAt(resource, "Id");
  const details = objectAt(resource, "Details");
  switch (textAt(resource, "Type")) {
    case "AwsIamAccessKey":
      return accessKey(role, id, objectAt(details, "AwsIamAccessKey"));
    case "AwsIamUser":
      return entity(role, "user", textAt(objectAt(details, "AwsIamUser"), "UserName") || lastPart(id), {
        aliases: [id],
      });
    case "AwsEc2Instance":
      return instance(role, id, objectAt(details, "AwsEc2Instance"), resource);
    case "AwsAccount":
      return entity(role, "cloud-account", lastPart(id));
    default:
      return entity(role, "cloud-resource", id, { name: lastPart(id) });
  }
}

/** The id is the key's own or `AWS::IAM::AccessKey:<key>`. */
function accessKey(role: EntityRole, id: string, details: Raw): DraftEntity[] {
  const session = objectAt(objectAt(details, "SessionContext"), "SessionIssuer");
  const user = textAt(details, "UserName") || textAt(session, "UserName");
  return [
    ...entity(role, "access-key", textAt(details, "AccessKeyId") || lastPart(id), {
      aliases: [textAt(details, "PrincipalId")],
    }),
    ...entity(role, "user", lastPart(user), { aliases: [textAt(session, "Arn")] }),
  ];
}

/** `arn:aws:ec2:region:account:instance/i-…`: the instance is a device, its ARN the cloud resource. */
function instance(role: EntityRole, arn: string, details: Raw, resource: Raw): DraftEntity[] {
  const id = lastPart(arn);
  const name = textAt(objectAt(resource, "Tags"), "Name") || id;
  const aliases = [...textsAt(details, "IpV4Addresses"), ...textsAt(details, "IpV6Addresses")];
  return [
    ...entity(role, "device", id, { name, aliases }),
    ...(arn.startsWith("arn:") ? entity(role, "cloud-resource", arn, { name }) : []),
  ];
}

/** What follows the last `/`, else the last `:`, of an ARN or id. */
function lastPart(id: string): string {
  const afterSlash = id.slice(id.lastIndexOf("/") + 1);
  return afterSlash === id ? id.slice(id.lastIndexOf(":") + 1) : afterSlash;
}
