using System.Globalization;

namespace Awl.Cli.Parameters.Dates;

/// <summary>Reads dates as people write them: <c>Jan 2 2024 3pm</c>, <c>2024/01/02</c>, <c>2 January, 10:30:05.5 -0500</c>.</summary>
/// <remarks>What a text leaves out is today's, and its time is midnight. Source: dateutil, parser/_parser.py, <c>parser</c>.</remarks>
sealed class DateReader
{
    readonly List<string> _tokens;
    readonly DateTime _today;
    readonly DayNumbers _date = new();
    int _at;

    DayOfWeek? _weekday;
    int? _hour;
    int? _minute;
    int? _second;
    int? _microsecond;
    string? _zone;
    int? _offsetSeconds;

    DateReader(List<string> tokens, DateTime today) => (_tokens, _today) = (tokens, today);

    /// <summary>Reads a date and time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="today">What is left out is taken from it.</param>
    /// <param name="utc">The moment in UTC; a text without a zone means UTC.</param>
    public static bool TryRead(string text, DateTime today, out DateTime utc)
    {
        utc = default;
        var reader = new DateReader(DateTokens.Split(text), today);
        return reader.TryReadTokens() && reader.TryBuild(out utc);
    }

    bool HasNext => _at + 1 < _tokens.Count;

    /// <summary>The token so far from this one; empty beyond the ends.</summary>
    string Token(int distance) => _at + distance >= 0 && _at + distance < _tokens.Count ? _tokens[_at + distance] : "";

    bool TryReadTokens()
    {
        for (; _at < _tokens.Count; _at++)
        {
            if (!TryReadToken(_tokens[_at])) return false;
        }
        return true;
    }

    bool TryReadToken(string token)
    {
        if (char.IsAsciiDigit(token[0])) return TryReadNumber(token);
        if (DateWords.Weekday(token) is { } weekday)
        {
            _weekday = weekday;
            return true;
        }
        if (DateWords.Month(token) is { } month) return TryReadMonth(month);
        if (DateWords.HalfDay(token) is { } isAfternoon) return TryApplyHalfDay(isAfternoon);
        if (CouldBeZone(token)) return ReadZone(token);
        if (_hour is not null && token is "+" or "-") return TryReadOffset(token);
        return DateWords.IsFiller(token);
    }

    bool TryReadNumber(string token)
    {
        if (!decimal.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;

        if (_date.Count == 3 && token.Length is 2 or 4 && _hour is null && Token(1) != ":" && DateWords.Unit(Token(1)) is null) return TryReadPlainTime(token);
        if (token.Length == 6 || (token.Length > 6 && token.IndexOf('.', StringComparison.Ordinal) == 6)) return TryReadSix(token);
        if (token.Length is 8 or 12 or 14) return TryReadPlainDate(token);
        if (FindUnit() is { } unit) return TryApplyUnit(unit, token, number);
        if (Token(1) == ":" && Token(2) != "") return TryReadTime(number);
        if (Token(1) is "-" or "/" or ".") return TryReadDate(token);
        return TryReadPart(number);
    }

    /// <summary><c>23</c> or <c>2359</c> after a whole date.</summary>
    bool TryReadPlainTime(string token)
        => TryNumber(token[..2], ref _hour) && (token.Length == 2 || TryNumber(token[2..], ref _minute));

    /// <summary><c>YYMMDD</c>, or <c>HHMMSS[.ss]</c> after a date.</summary>
    bool TryReadSix(string token)
    {
        if (_date.Count == 0 && !token.Contains('.', StringComparison.Ordinal)) return _date.TryAdd(token[..2]) && _date.TryAdd(token[2..4]) && _date.TryAdd(token[4..]);
        return TryNumber(token[..2], ref _hour) && TryNumber(token[2..4], ref _minute) && TrySeconds(token[4..]);
    }

    /// <summary><c>YYYYMMDD[HHMM[SS]]</c>.</summary>
    bool TryReadPlainDate(string token)
        => int.TryParse(token.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && _date.TryAddYear(year)
            && _date.TryAdd(token[4..6]) && _date.TryAdd(token[6..8])
            && (token.Length == 8 || (TryNumber(token[8..10], ref _hour) && TryNumber(token[10..12], ref _minute)))
            && (token.Length < 14 || TryNumber(token[12..], ref _second));

    /// <summary>The place, from here, of the unit that belongs to this number, after it or before it; null when there is none.</summary>
    int? FindUnit()
    {
        if (DateWords.Unit(Token(1)) is not null) return 1;
        if (Token(1) == " " && DateWords.Unit(Token(2)) is not null) return 2;
        if (DateWords.Unit(Token(-1)) is not null) return -1;
        return !HasNext && Token(-1) == " " && DateWords.Unit(Token(-2)) is not null ? -2 : null;
    }

    /// <summary><c>10h</c>; in <c>10h30</c> the 30 is of the unit below.</summary>
    bool TryApplyUnit(int place, string token, decimal number)
    {
        var unit = DateWords.Unit(Token(place))!.Value + (place < 0 ? 1 : 0);
        if (place > 0) _at += place;
        switch (unit)
        {
            case TimeUnit.Hour:
                _hour = Whole(number);
                if (number % 1 != 0) _minute = (int)(60 * (number % 1));
                return true;
            case TimeUnit.Minute:
                SetMinute(number);
                return true;
            default:
                return unit > TimeUnit.Second || TrySeconds(token);
        }
    }

    /// <summary><c>HH:MM[:SS[.ss]]</c>.</summary>
    bool TryReadTime(decimal hour)
    {
        if (!decimal.TryParse(Token(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minute)) return false;
        _hour = Whole(hour);
        SetMinute(minute);
        var hasSeconds = Token(3) == ":" && Token(4) != "";
        if (hasSeconds && !TrySeconds(Token(4))) return false;
        _at += hasSeconds ? 4 : 2;
        return true;
    }

    /// <summary>The whole part of an hour or minute; what is too large stays too large.</summary>
    static int Whole(decimal number) => (int)Math.Min(number, 99);

    void SetMinute(decimal minute)
    {
        _minute = Whole(minute);
        _second = minute % 1 == 0 ? null : (int)(60 * (minute % 1));
    }

    /// <summary><c>01-02</c>, <c>01/02/24</c>, <c>1.Jan.2024</c>.</summary>
    bool TryReadDate(string first)
    {
        var separator = Token(1);
        if (!_date.TryAdd(first)) return false;
        if (Token(2) is "" || DateWords.IsFiller(Token(2)))
        {
            _at++;
            return true;
        }

        if (!TryAddNumberOrMonth(Token(2))) return false;
        var isWhole = Token(3) == separator;
        if (isWhole && !TryAddNumberOrMonth(Token(4))) return false;
        _at += isWhole ? 4 : 2;
        return true;
    }

    bool TryAddNumberOrMonth(string token) => DateWords.Month(token) is { } month ? _date.TryAddMonth(month) : _date.TryAdd(token);

    /// <summary>A number on its own: an hour before a.m. or p.m., else a part of the date.</summary>
    bool TryReadPart(decimal number)
    {
        if (!HasNext || DateWords.IsFiller(Token(1)))
        {
            if (DateWords.HalfDay(Token(2)) is { } isAfternoon)
            {
                SetHour(number, isAfternoon);
                _at += 2;
                return true;
            }
            _at++;
            return _date.TryAdd(number);
        }
        if (DateWords.HalfDay(Token(1)) is { } afternoon && number < 24)
        {
            SetHour(number, afternoon);
            _at++;
            return true;
        }
        return _date.CouldBeDay(number) && _date.TryAdd(number);
    }

    /// <summary><c>Jan</c>, <c>Jan-01[-99]</c>, <c>Jan of 01</c>.</summary>
    bool TryReadMonth(int month)
    {
        if (!_date.TryAddMonth(month)) return false;
        if (Token(1) is "-" or "/")
        {
            var isWhole = Token(3) == Token(1);
            if (!_date.TryAdd(Token(2)) || (isWhole && !_date.TryAdd(Token(4)))) return false;
            _at += isWhole ? 4 : 2;
        }
        else if (Token(1) == " " && Token(3) == " " && Token(2).Equals("of", StringComparison.OrdinalIgnoreCase) && Token(4) != "")
        {
            int? year = null;
            if (Token(4).AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && !(TryNumber(Token(4), ref year) && _date.TryAddYear(WithCentury(year!.Value)))) return false;
            _at += 4;
        }
        return true;
    }

    bool TryApplyHalfDay(bool isAfternoon)
    {
        if (_hour is not { } hour || hour > 12) return false;
        SetHour(hour, isAfternoon);
        return true;
    }

    void SetHour(decimal number, bool isAfternoon)
    {
        var hour = Whole(number);
        _hour = hour < 12 && isAfternoon ? hour + 12 : hour == 12 && !isAfternoon ? 0 : hour;
    }

    bool CouldBeZone(string token)
        => _hour is not null && _zone is null && _offsetSeconds is null && token.Length <= 5 && (AreCapitals(token) || token == "z");

    static bool AreCapitals(string token)
    {
        foreach (var c in token)
        {
            if (!char.IsAsciiLetterUpper(c)) return false;
        }
        return true;
    }

    /// <summary><c>GMT+3</c> means "my time and 3 hours are GMT": the sign turns around, and the zone is not GMT.</summary>
    bool ReadZone(string name)
    {
        _zone = name;
        if (Token(1) is not ("+" or "-")) return true;
        _tokens[_at + 1] = Token(1) == "+" ? "-" : "+";
        if (DateWords.IsUtc(name)) _zone = null;
        return true;
    }

    /// <summary><c>-0300</c>, <c>-03:00</c>, <c>-3</c>, and a name in parentheses after it.</summary>
    bool TryReadOffset(string sign)
    {
        var digits = Token(1);
        int? hours = null, minutes = 0;
        var isColoned = digits.Length != 4 && Token(2) == ":";
        if (digits.Length == 4 ? !TryNumber(digits[2..], ref minutes) : isColoned && !TryNumber(Token(3), ref minutes)) return false;
        if (digits.Length > 2 && digits.Length != 4 && !isColoned) return false;
        if (!TryNumber(digits.Length == 4 ? digits[..2] : digits, ref hours)) return false;

        if (isColoned) _at += 2;
        _offsetSeconds = (sign == "-" ? -1 : 1) * (hours!.Value * 3600 + minutes!.Value * 60);
        if (_tokens.Count > _at + 5 && DateWords.IsFiller(Token(2)) && Token(3) == "(" && Token(5) == ")" && IsZoneName(Token(4)))
        {
            _zone = Token(4);
            _at += 4;
        }
        _at++;
        return true;
    }

    bool IsZoneName(string token) => _zone is null && token.Length is >= 3 and <= 5 && AreCapitals(token);

    bool TrySeconds(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            _microsecond = 0;
            return TryNumber(text, ref _second);
        }
        return TryNumber(text[..point], ref _second) && TryNumber(text[(point + 1)..].PadRight(6, '0')[..6], ref _microsecond);
    }

    static bool TryNumber(string digits, ref int? number)
    {
        var valid = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        if (valid) number = value;
        return valid;
    }

    bool IsEmpty => _date.Count == 0 && _weekday is null && _hour is null && _minute is null && _second is null && _zone is null && _offsetSeconds is null;

    bool TryBuild(out DateTime utc)
    {
        utc = default;
        if (IsEmpty || !_date.TryResolve(out var found)) return false;
        var year = found.Year is { } given ? (_date.HasCentury ? given : WithCentury(given)) : _today.Year;
        var month = found.Month ?? _today.Month;
        if (year is < 1 or > 9999 || month is < 1 or > 12) return false;

        var last = DateTime.DaysInMonth(year, month);
        var day = found.Day ?? Math.Min(_today.Day, last);
        if (day < 1 || day > last || _hour > 23 || _minute > 59 || _second > 59) return false;

        var time = new DateTime(year, month, day, _hour ?? 0, _minute ?? 0, _second ?? 0, DateTimeKind.Utc).AddMicroseconds(_microsecond ?? 0);
        if (_weekday is { } weekday && found.Day is null or 0) time = time.AddDays(((int)weekday - (int)time.DayOfWeek + 7) % 7);
        return TryToUtc(time, out utc);
    }

    /// <summary>Two digits are the year that is less than 50 years away.</summary>
    int WithCentury(int year)
    {
        if (year >= 100) return year;
        year += _today.Year / 100 * 100;
        return year >= _today.Year + 50 ? year - 100 : year < _today.Year - 50 ? year + 100 : year;
    }

    /// <remarks>A zone that is no more than a name is not known, and then means UTC.</remarks>
    bool TryToUtc(DateTime time, out DateTime utc)
    {
        utc = default;
        var offset = TimeSpan.FromSeconds(_zone is not null && DateWords.IsUtc(_zone) ? 0 : _offsetSeconds ?? 0);
        var ticks = time.Ticks - offset.Ticks;
        if (offset.Duration() >= TimeSpan.FromDays(1) || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        utc = new(ticks, DateTimeKind.Utc);
        return true;
    }
}
