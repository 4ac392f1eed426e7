using Awl.Local.Roles;

namespace Awl.Local.Imds;

/// <summary>What the tree says of the instance's role: <c>iam/</c> and <c>identity-credentials/</c>.</summary>
/// <remarks>Source: recorded answers; the extended form has the account, newer SDKs ask it first.</remarks>
sealed class RoleDocuments(Instance instance, ServedCredentials served)
{
    const string IdentityPath = "identity-credentials/ec2/";

    public void AddTo(Folder tree)
    {
        if (instance.Role is not { } role) return;

        tree.Add("iam/info", Info());
        tree.FolderAt("iam/security-credentials").AddNamed(role, Document(extended: false));
        tree.FolderAt("iam/security-credentials-extended").AddNamed(role, Document(extended: true));
        tree.Add(IdentityPath + "info", new SpacedJson().Add("Code", "Success").Add("LastUpdated", instance.Started).Add("AccountId", instance.AccountId).ToString());
        tree.Add(IdentityPath + "security-credentials/ec2-instance", Document(extended: false));
    }

    string Info() => new SpacedJson()
        .Add("Code", "Success")
        .Add("LastUpdated", instance.Started)
        .Add("InstanceProfileArn", instance.InstanceProfileArn)
        .Add("InstanceProfileId", instance.InstanceProfileId)
        .ToString();

    Leaf Document(bool extended) => new(async cancellationToken =>
    {
        var role = await served.GetAsync(cancellationToken);
        if (role.Credentials is not { } credentials)
            return Answer.Unavailable(new SpacedJson().Add("Code", "Failed").Add("Message", role.Problem).Add("LastUpdated", role.Since).ToString());

        var document = new SpacedJson()
            .Add("Code", "Success")
            .Add("LastUpdated", role.Since)
            .Add("Type", "AWS-HMAC")
            .Add("AccessKeyId", credentials.AccessKeyId)
            .Add("SecretAccessKey", credentials.SecretAccessKey)
            .Add("Token", credentials.SessionToken)
            .Add("Expiration", credentials.Expiration!.Value);
        return Answer.Data((extended ? document.Add("AccountId", credentials.AccountId ?? instance.AccountId) : document).ToString());
    });
}
