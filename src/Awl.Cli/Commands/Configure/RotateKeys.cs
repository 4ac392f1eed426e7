using Awl.Cli.CommandLine;
using Awl.Cli.Commands.Configure.Rotation;
using Awl.Cli.Errors;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure rotate-keys</c>: replaces the access key of a profile's user by a new one.</summary>
/// <remarks>
/// Create, wait until AWS knows it everywhere, store, deactivate, delete. The old key stays on disk until the new one is proven, and the new one is
/// there before the old one ends: at no moment is there none that works. A journal without secrets lets a run that was cut off go on: see
/// <see cref="Journal"/>.
/// </remarks>
sealed class RotateKeys : ICommand
{
    public CommandSpec Spec { get; } = new("configure rotate-keys",
        "Replaces a profile's access key by a new one: creates, checks, stores, then deactivates and deletes the old one. Run again after an interruption, it goes on.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var journal = new Journal(context.Machine, context.Settings.ProfileName);
        using var held = await context.Machine.LockAsync(journal.LockPath, cancellationToken);

        var stored = await StoredKeys.FindAsync(context, cancellationToken);
        var user = new UserKeys(context.Session, context.Machine.Clock);
        var rotation = journal.Find() is { } begun && begun.Concerns(stored.Keys.AccessKeyId) ? begun : await BeginAsync(stored, user, journal, cancellationToken);

        if (rotation.OldKeyId == stored.Keys.AccessKeyId) stored = await ReplaceAsync(context, stored, user, rotation, cancellationToken);
        await EndOldKeyAsync(context, stored.Keys, user, rotation, cancellationToken);
        journal.Remove();
        return 0;
    }

    static async Task<Journal.Entry> BeginAsync(StoredKeys stored, UserKeys user, Journal journal, CancellationToken cancellationToken)
    {
        var known = await user.ListAsync(stored.Keys, cancellationToken);
        if (known.Count > 1)
        {
            throw new CommandFailedException(
                $"The user has {known.Count} access keys already, and AWS allows no more: {string.Join(", ", known)}. Delete the one that nobody uses: awl iam delete-access-key --access-key-id KEY");
        }
        var entry = new Journal.Entry(stored.Keys.AccessKeyId, known);
        journal.Write(entry);
        return entry;
    }

    /// <summary>Creates the new key and stores it once AWS knows it.</summary>
    static async Task<StoredKeys> ReplaceAsync(CommandContext context, StoredKeys stored, UserKeys user, Journal.Entry rotation, CancellationToken cancellationToken)
    {
        // A key that a run before this one created, and whose secret went with it.
        foreach (var id in await user.ListAsync(stored.Keys, cancellationToken))
        {
            if (!rotation.KnownKeyIds.Contains(id)) await user.DeleteAsync(stored.Keys, id, cancellationToken);
        }
        var keys = await user.CreateAsync(stored.Keys, cancellationToken);
        Say(context, $"Created the access key {keys.AccessKeyId}.");
        if (!await user.WaitUntilKnownAsync(keys, cancellationToken))
        {
            await user.DeleteAsync(stored.Keys, keys.AccessKeyId, cancellationToken);
            throw new CommandFailedException($"AWS did not accept the new access key {keys.AccessKeyId} in time. It is deleted again; the profile keeps {rotation.OldKeyId}.");
        }
        var replaced = await stored.ReplaceAsync(context, keys, cancellationToken);
        Say(context, $"Stored it in {replaced.Path}.");
        return replaced;
    }

    static async Task EndOldKeyAsync(CommandContext context, AwsCredentials keys, UserKeys user, Journal.Entry rotation, CancellationToken cancellationToken)
    {
        if (!(await user.ListAsync(keys, cancellationToken)).Contains(rotation.OldKeyId)) return;

        await user.DeactivateAsync(keys, rotation.OldKeyId, cancellationToken);
        await user.DeleteAsync(keys, rotation.OldKeyId, cancellationToken);
        Say(context, $"Deactivated and deleted {rotation.OldKeyId}.");
    }

    static void Say(CommandContext context, string line)
    {
        context.Out.WriteLine(line);
        context.Terminal.Flush();
    }
}
