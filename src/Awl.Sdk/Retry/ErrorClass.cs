namespace Awl.Retry;

/// <summary>What kind of failure an attempt ended in: whether it may be repeated, and at what price.</summary>
enum ErrorClass
{
    /// <summary>Repeating it would fail again.</summary>
    Final,

    /// <summary>The server or the network had a bad moment.</summary>
    Transient,

    /// <summary>As <see cref="Transient"/>, and it took a whole time-out to find out.</summary>
    Timeout,

    /// <summary>We call too often.</summary>
    Throttling,
}
