using Awl.Signing;

namespace Awl.Credentials;

/// <summary>A source whose credentials are there as soon as it is chosen. If they are about to end even then, it is asked again at once.</summary>
/// <remarks>The others fetch when first used, and what they then get serves as it is. Source: botocore, RefreshableCredentials against its deferred kind.</remarks>
interface IEagerProvider : ICredentialsProvider;
