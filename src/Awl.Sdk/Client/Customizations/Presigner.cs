using Awl.Http;

namespace Awl.Client.Customizations;

/// <summary>Makes URLs that carry the caller's signature, for services that call each other in the caller's name.</summary>
/// <param name="Region">The region that the client calls.</param>
/// <param name="SignAsync">The URL of a request, signed in its query for a region. It holds for an hour.</param>
sealed record Presigner(string Region, Func<HttpRequest, string, CancellationToken, ValueTask<string>> SignAsync);
