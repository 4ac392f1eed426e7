using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Asks the sources one after the other and stays with the first that answers.</summary>
sealed class CredentialsChain(CredentialsContext context, Func<CredentialsContext, IReadOnlyList<ICredentialsProvider>> sources) : ICredentialsProvider
{
    /// <summary>The source that answered, or null while none has.</summary>
    public ICredentialsProvider? Winner { get; private set; }

    public string Name => Winner?.Name ?? "chain";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (Winner is { } winner) return await winner.FindAsync(cancellationToken).ConfigureAwait(false);

        var asked = sources(context);
        for (var i = 0; i < asked.Count; i++)
        {
            if (await AskAsync(asked[i], cancellationToken).ConfigureAwait(false) is not { } credentials) continue;
            Winner = asked[i];
            SkipAfter(asked, i);
            return credentials;
        }
        return null;
    }

    async ValueTask<AwsCredentials?> AskAsync(ICredentialsProvider source, CancellationToken cancellationToken)
    {
        if (context.Log.IsOn) context.Log.Write("credentials", $"Looking for credentials via: {source.Name}");
        context.Trail?.Begin(source.Name);
        try
        {
            var credentials = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            context.Trail?.End(credentials);
            if (credentials is not null && context.Log.IsOn) context.Log.Write("credentials", $"Found credentials in {source.Name}: {credentials}");
            return credentials;
        }
        catch (AwlException e) when (context.Trail is not null)
        {
            context.Trail.Fail(e);
            throw;
        }
    }

    void SkipAfter(IReadOnlyList<ICredentialsProvider> asked, int winner)
    {
        for (var i = winner + 1; context.Trail is { } trail && i < asked.Count; i++) trail.Skip(asked[i].Name);
    }
}
