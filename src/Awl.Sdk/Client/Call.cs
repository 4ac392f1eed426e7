using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Signing;
using Awl.Signing.Checksums;

namespace Awl.Client;

/// <summary>One call from its input to its reply.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Input">The input as the caller gave it.</param>
/// <param name="Prepared">The input as it is sent.</param>
/// <param name="Request">The request; its headers and body change from attempt to attempt.</param>
sealed record Call(Operation Operation, JsonElement Input, JsonElement Prepared, HttpRequest Request)
{
    /// <summary>The path that the protocol wrote, before an endpoint's path goes in front.</summary>
    public string OwnPath { get; } = Request.Path;

    /// <summary>How many parameters the query has before those of an endpoint go in front.</summary>
    public int OwnQueryCount { get; } = Request.Query.Count;

    /// <summary>The events that the operation sends, or null where it sends none.</summary>
    public RequestEvents? Events { get; init; }

    /// <summary>Whether what it sends has been used up, so that there is no other attempt.</summary>
    public bool IsSpent => Request.Body.IsSpent || Events is { IsSpent: true };

    /// <summary>A UUID by which the service knows the attempts of this call.</summary>
    public required string InvocationId { get; init; }

    /// <summary>How the request is signed.</summary>
    public SigningScheme Scheme { get; set; } = SigningScheme.None;

    /// <summary>The region that S3 has sent us to, for this call or an earlier one, or null.</summary>
    public string? RedirectedTo { get; set; }

    /// <summary>Whether S3 has sent this call elsewhere: that is followed once.</summary>
    public bool IsRedirected { get; set; }

    /// <summary>Whether a streamed body goes out as it is, its checksum in a header.</summary>
    public bool InOnePiece { get; set; }

    /// <summary>The checksum that follows the body, or null.</summary>
    public ChecksumAlgorithm? Trailer { get; set; }

    /// <summary>What the signature says about the body instead of its hash, or null when it must be hashed.</summary>
    public string? PayloadWord { get; set; }

    /// <summary>Whether a checksum of the body stands in a header.</summary>
    public bool HasChecksumHeader { get; set; }

    /// <summary>The headers of the reply that carried the last attempt's error, or null.</summary>
    public HeaderList? ErrorHeaders { get; set; }

    /// <summary>Whether a wrong endpoint has been discovered anew for this call: that is done once.</summary>
    public bool IsRediscovered { get; set; }

    /// <summary>Whether our clock has been corrected for this call: that is done once.</summary>
    public bool IsClockCorrected { get; set; }
}
