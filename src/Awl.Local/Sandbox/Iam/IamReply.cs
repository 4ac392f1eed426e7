using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Makes replies of the state: its members have the model's names, and what the model does not know is not written.</summary>
static class IamReply
{
    const int DefaultPageSize = 100;

    public static JsonObject Of(IamUser user) => WithBoundary(Node(JsonSerializer.SerializeToNode(user, IamJson.Default.IamUser)), user);
    public static JsonObject Of(IamGroup group) => Node(JsonSerializer.SerializeToNode(group, IamJson.Default.IamGroup));
    public static JsonObject Of(IamAccessKey key) => Node(JsonSerializer.SerializeToNode(key, IamJson.Default.IamAccessKey));
    public static JsonObject Of(IamMfaDevice device) => Node(JsonSerializer.SerializeToNode(device, IamJson.Default.IamMfaDevice));

    public static JsonObject Of(IamTag tag) => new() { ["Key"] = tag.Key, ["Value"] = tag.Value };

    /// <summary>Policies travel percent-encoded.</summary>
    public static JsonObject Of(IamRole role)
    {
        var json = WithBoundary(Node(JsonSerializer.SerializeToNode(role, IamJson.Default.IamRole)), role);
        json["AssumeRolePolicyDocument"] = Uri.EscapeDataString(role.AssumeRolePolicyDocument);
        return json;
    }

    public static JsonObject Of(IamInstanceProfile profile, IamState state)
    {
        var json = Node(JsonSerializer.SerializeToNode(profile, IamJson.Default.IamInstanceProfile));
        json["Roles"] = profile.RoleName is { } name ? new JsonArray(Of(state.Roles[name])) : [];
        return json;
    }

    public static JsonObject Of(IamPolicy policy, int attachments)
    {
        var json = Node(JsonSerializer.SerializeToNode(policy, IamJson.Default.IamPolicy));
        (json["AttachmentCount"], json["PermissionsBoundaryUsageCount"], json["IsAttachable"]) = (attachments, 0, true);
        return json;
    }

    public static JsonObject Of(IamPolicyVersion version, IamPolicy policy) => new()
    {
        ["Document"] = Uri.EscapeDataString(version.Document),
        ["VersionId"] = version.VersionId,
        ["IsDefaultVersion"] = version.VersionId == policy.DefaultVersionId,
        ["CreateDate"] = version.CreateDate,
    };

    /// <summary>A page of a list. A marker is the number of elements before the page.</summary>
    public static JsonObject Page<T>(OperationCall call, string member, IEnumerable<T> all, Func<T, JsonNode> write)
    {
        var start = call.Find("Marker") is { } marker && int.TryParse(marker, out var number) ? number : 0;
        var size = call.GetCount("MaxItems", 1, 1000, DefaultPageSize);
        var rest = all.Skip(start).Take(size + 1).ToList();
        var page = new JsonObject
        {
            [member] = new JsonArray([.. rest.Take(size).Select(write)]),
            ["IsTruncated"] = rest.Count > size,
        };
        if (rest.Count > size) page["Marker"] = (start + size).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return page;
    }

    static JsonObject WithBoundary(JsonObject json, IamPrincipal principal)
    {
        if (principal.PermissionsBoundaryArn is { } arn) json["PermissionsBoundary"] = new JsonObject { ["PermissionsBoundaryType"] = "Policy", ["PermissionsBoundaryArn"] = arn };
        return json;
    }

    static JsonObject Node(JsonNode? node) => node!.AsObject();
}
