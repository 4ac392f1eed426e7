using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Storage;
using Awl.Local.Sandbox.Sts;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Keys of the root, of users, and of sessions.</summary>
sealed class KeyDirectory(IamStore store, Seal seal) : IKeyDirectory
{
    public AccessKey? Find(string accessKeyId, string? sessionToken)
    {
        if (sessionToken is null) return store.Read(state => FindLongTerm(state, accessKeyId));
        if (SessionToken.TryOpen(sessionToken, seal) is not { } session || session.AccessKeyId != accessKeyId) return null;
        return IsOwnerThere(session) ? session.ToKey() : null;
    }

    /// <summary>Remembers when keys were last used; that is on disk with the next change of IAM.</summary>
    public void NoteUse(SignatureClaim claim, DateTimeOffset now) => store.Read(state =>
    {
        foreach (var user in state.Users.Values)
        {
            if (user.AccessKeys.Find(key => key.AccessKeyId == claim.AccessKeyId) is { } key) key.LastUsed = new(now, claim.Service, claim.Region);
        }
        return true;
    });

    static AccessKey? FindLongTerm(IamState state, string id)
    {
        if (state.RootKey.AccessKeyId == id) return new(id, state.RootKey.SecretAccessKey, new(CallerKind.Root, $"arn:aws:iam::{state.AccountId}:root", state.AccountId));
        foreach (var user in state.Users.Values)
        {
            if (user.AccessKeys.Find(key => key.AccessKeyId == id && key.Status == "Active") is not { } key) continue;
            return new(id, key.SecretAccessKey, new(CallerKind.User, user.Arn, user.UserId) { Name = user.UserName });
        }
        return null;
    }

    /// <summary>A session ends with its user or role.</summary>
    bool IsOwnerThere(SessionToken session) => session.Name is not { } name || store.Read(state => session.Kind switch
    {
        CallerKind.AssumedRole => state.Roles.ContainsKey(name),
        CallerKind.User or CallerKind.FederatedUser => state.Users.ContainsKey(name),
        _ => true,
    });
}
