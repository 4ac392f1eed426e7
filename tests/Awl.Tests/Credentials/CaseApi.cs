using System.Text.Json;
using Awl.Config;
using Awl.Credentials;
using Awl.Http;

namespace Awl.Tests.Credentials;

/// <summary>The few calls that sources of credentials make, put on the wire by hand.</summary>
sealed class CaseApi(ITransport transport, Settings settings, Machine machine) : ICredentialsApi
{
    public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
    {
        _ = (transport, settings, machine);
        throw new NotImplementedException(call.Operation);
    }
}
