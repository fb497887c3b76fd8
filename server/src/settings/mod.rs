//! The settings: each is an environment variable and a command-line option.

mod values;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use app::domain::Retention;
use app::meetings::HostLimits;
use chrono::NaiveDate;
use chrono_tz::Tz;
use clap::builder::BoolishValueParser;
use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory, Parser, value_parser};

use crate::byte_cache::CacheBudget;
use crate::listener::ConnectionLimits;
use crate::live::ViewerLimits;
use crate::logging::LogFormat;
use crate::public_url::PublicUrl;
use crate::store::OpenOptions;
use crate::visitor_address::{AddressHeader, AddressRules, Proxy};
use values::Secret;

pub use values::DatabaseUrl;

/// The file descriptors that an SQLite database needs: eight readers and the writer, with three files each.
const DESCRIPTORS_OF_SQLITE: usize = 27;

/// Finds the day that works best for a group.
#[derive(Debug, Parser)]
#[command(name = "meetifyr", version)]
struct Options {
    /// The database: `sqlite:PATH` or `mysql://USER:PASSWORD@HOST/DATABASE`. Without it, the `MYSQL_*`
    /// variables are used if `MYSQL_HOST` is set, otherwise an SQLite file in the data directory
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<Secret>,
    #[command(flatten)]
    mysql: MySqlOptions,
    /// The address and port to listen on
    #[arg(long, env = "MEETIFYR_LISTEN", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// The directory for data that is not in an external database
    #[arg(long, env = "MEETIFYR_DATA_DIR", default_value = "./data")]
    data_dir: PathBuf,
    /// The IANA time zone of visitors whose own time zone is unknown
    #[arg(long, env = "MEETIFYR_TIME_ZONE", default_value = "Asia/Seoul")]
    time_zone: Tz,
    /// The URL under which people reach the server, such as <https://meet.example.org>; without it, the host
    /// that each request names
    #[arg(long, env = "MEETIFYR_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// How people reach the host, for the page about privacy: an address of mail or on the web, or words
    #[arg(long, env = "MEETIFYR_CONTACT")]
    contact: Option<String>,
    /// The directory with the files for browsers: styles, script, wasm, icon; without it, those in the executable
    #[arg(long, env = "MEETIFYR_SITE_ROOT")]
    #[cfg_attr(not(feature = "embed-site"), arg(default_value = "./target/site"))]
    site_root: Option<PathBuf>,
    /// The form of log lines: for people, or JSON
    #[arg(long, env = "LOG_FORMAT", value_enum, default_value = "text")]
    log_format: LogFormat,
    /// The most participants in one meeting
    #[arg(long, env = "MEETIFYR_MAX_PARTICIPANTS", default_value_t = 500, value_parser = value_parser!(u32).range(1..=3_000))]
    max_participants: u32,
    /// How many days a meeting is kept after its last candidate day
    #[arg(long, env = "MEETIFYR_KEEP_DAYS", default_value_t = 90, value_parser = value_parser!(u64).range(1..=36_500))]
    keep_days: u64,
    /// How many days a meeting without dates is kept
    #[arg(long, env = "MEETIFYR_KEEP_DAYS_WITHOUT_DATES", default_value_t = 30, value_parser = value_parser!(u64).range(1..=36_500))]
    keep_days_without_dates: u64,
    /// The most connections to a MySQL server; a third of them is reserved for reading
    #[arg(long, env = "MEETIFYR_DATABASE_CONNECTIONS", default_value_t = 30, value_parser = value_parser!(u32).range(2..=10_000))]
    database_connections: u32,
    /// How many milliseconds a database statement may take before a warning is logged
    #[arg(long, env = "MEETIFYR_SLOW_STATEMENT_MS", default_value_t = 500)]
    slow_statement_ms: u64,
    /// How many megabytes of meetings, and of what is made of them, are kept in memory; 0 for none
    #[arg(long, env = "MEETIFYR_CACHE_MB", default_value_t = 64, value_parser = value_parser!(u32).range(0..=65_536))]
    cache_mb: u32,
    /// The most people who can view one meeting live at the same time
    #[arg(long, env = "MEETIFYR_MAX_VIEWERS", default_value_t = 2_000)]
    max_viewers: usize,
    /// The most live view connections from one address
    #[arg(long, env = "MEETIFYR_MAX_CONNECTIONS", default_value_t = 200)]
    max_connections: usize,
    /// The header in which a reverse proxy passes on a visitor's address. Without it, X-Forwarded-For is read
    /// if trusted proxies are set; otherwise the address of the connection counts
    #[arg(long, env = "MEETIFYR_ADDRESS_HEADER")]
    address_header: Option<AddressHeader>,
    /// The addresses or networks of the reverse proxies that are trusted to set this header, separated by
    /// commas; without them, the header is trusted on every connection
    #[arg(long, env = "MEETIFYR_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<Proxy>,
    /// Whether to limit requests and connections by address and device. Turn it off only for load tests
    #[arg(long, env = "MEETIFYR_LIMITS", default_value = "on", value_parser = BoolishValueParser::new(), action = ArgAction::Set)]
    limits: bool,
    /// The most open connections, if there are enough file descriptors for them
    #[arg(long, env = "MEETIFYR_MAX_OPEN_CONNECTIONS", default_value_t = 10_000)]
    max_open_connections: usize,
    /// The most open connections from one address that is not a proxy's
    #[arg(long, env = "MEETIFYR_CONNECTIONS_PER_ADDRESS", default_value_t = 400)]
    connections_per_address: usize,
    /// Whether to accept HTTP/2 without TLS, which some reverse proxies use
    #[arg(long, env = "MEETIFYR_HTTP2", default_value = "off", value_parser = BoolishValueParser::new(), action = ArgAction::Set)]
    http2: bool,
}

/// The environment variables by which the Python service was configured.
#[derive(Debug, clap::Args)]
struct MySqlOptions {
    /// Host name or address of a MySQL server
    #[arg(id = "mysql_host", long = "mysql-host", env = "MYSQL_HOST")]
    host: Option<String>,
    /// Port of the MySQL server
    #[arg(id = "mysql_port", long = "mysql-port", env = "MYSQL_PORT", default_value_t = 3306)]
    port: u16,
    /// User name for the MySQL server
    #[arg(id = "mysql_user", long = "mysql-user", env = "MYSQL_USER", default_value = "root")]
    user: String,
    /// Password for the MySQL server
    #[arg(
        id = "mysql_password",
        long = "mysql-password",
        env = "MYSQL_PASSWORD",
        default_value = "",
        hide_env_values = true
    )]
    password: Secret,
    /// Name of the database on the MySQL server
    #[arg(id = "mysql_db", long = "mysql-db", env = "MYSQL_DB", default_value = "meetifyr")]
    database: String,
}

/// The validated settings of the server.
#[derive(Debug)]
pub struct Settings {
    /// The database with the meetings.
    pub database: DatabaseUrl,
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The time zone of visitors whose own time zone is unknown.
    pub time_zone: Tz,
    /// The URL under which people reach the server.
    pub public_url: Option<PublicUrl>,
    /// How people reach the host.
    pub contact: Option<String>,
    /// The directory with the files for browsers.
    pub site_root: Option<PathBuf>,
    /// Which header and which proxies are trusted to name a visitor's address.
    pub addresses: AddressRules,
    /// The limits on connections.
    pub connections: ConnectionLimits,
    /// The form of log lines.
    pub log_format: LogFormat,
    /// Whether requests and connections are limited by address and device.
    pub limits: bool,
    host_limits: HostLimits,
    viewers: ViewerLimits,
    slow_statement: Duration,
    database_connections: u32,
    /// What all caches together may take.
    pub cache: CacheBudget,
}

impl Settings {
    /// Reads the command line and the environment. If a value is wrong, or for `--help`, it prints a message
    /// and ends the process.
    #[must_use]
    pub fn read() -> Self {
        Self::try_from(Options::parse())
            .unwrap_or_else(|wrong| Options::command().error(ErrorKind::ValueValidation, wrong).exit())
    }

    /// The limits on meetings that the host sets.
    #[must_use]
    pub fn host_limits(&self) -> HostLimits {
        self.host_limits
    }

    /// How many file descriptors connections to the database need.
    #[must_use]
    pub fn database_descriptors(&self) -> usize {
        if self.database.is_sqlite() { DESCRIPTORS_OF_SQLITE } else { self.database_connections as usize }
    }

    /// The limits on viewers of meetings.
    #[must_use]
    pub fn viewers(&self) -> ViewerLimits {
        self.viewers
    }

    /// The options for opening the database, if today is this day in UTC.
    #[must_use]
    pub fn open_options(&self, today: NaiveDate) -> OpenOptions {
        OpenOptions {
            slow_statement: self.slow_statement,
            today,
            retention: self.host_limits.retention,
            time_zone: self.time_zone,
            connections: self.database_connections,
            cache_bytes: self.cache.meetings(),
        }
    }
}

impl TryFrom<Options> for Settings {
    type Error = &'static str;

    fn try_from(options: Options) -> Result<Self, Self::Error> {
        let retention =
            Retention { with_dates: options.keep_days, without_dates: options.keep_days_without_dates };
        let given = options.database_url.filter(|Secret(url)| !url.is_empty());
        let database = match given {
            Some(Secret(url)) => url.parse()?,
            None => options.mysql.url()?.unwrap_or_else(|| DatabaseUrl::in_folder(&options.data_dir)),
        };
        // If proxies are listed but no header is named, they are expected to set the usual one.
        let default_header = || (!options.trusted_proxies.is_empty()).then(AddressHeader::x_forwarded_for);
        let address_header = options.address_header.or_else(default_header);
        Ok(Self {
            database,
            listen: options.listen,
            time_zone: options.time_zone,
            public_url: options.public_url,
            contact: options.contact.filter(|contact| !contact.trim().is_empty()),
            site_root: options.site_root,
            addresses: AddressRules::new(address_header, &options.trusted_proxies),
            connections: ConnectionLimits {
                open: options.max_open_connections,
                per_address: if options.limits { options.connections_per_address } else { usize::MAX },
                http2: options.http2,
            },
            log_format: options.log_format,
            limits: options.limits,
            viewers: ViewerLimits {
                viewers: options.max_viewers,
                connections: if options.limits { options.max_connections } else { usize::MAX },
                ..ViewerLimits::default()
            },
            host_limits: HostLimits { max_participants: options.max_participants, retention },
            slow_statement: Duration::from_millis(options.slow_statement_ms),
            database_connections: options.database_connections,
            cache: CacheBudget::of_megabytes(options.cache_mb),
        })
    }
}

impl MySqlOptions {
    /// The database URL that the variables form; none if there is no host.
    fn url(&self) -> Result<Option<DatabaseUrl>, &'static str> {
        let Some(host) = self.host.as_deref().filter(|host| !host.is_empty()) else { return Ok(None) };
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let parts = || {
            let mut url = url::Url::parse("mysql://host").ok()?;
            url.set_host(Some(&host)).ok()?;
            url.set_port(Some(self.port)).ok()?;
            url.set_username(&self.user).ok()?;
            url.set_password(Some(&self.password.0)).ok()?;
            url.set_path(&self.database);
            Some(DatabaseUrl(url.into()))
        };
        parts().map(Some).ok_or("MYSQL_HOST must be the name or the address of a host, without a port")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(arguments: &[&str]) -> Result<Settings, String> {
        let arguments = std::iter::once("meetifyr").chain(arguments.iter().copied());
        let options = Options::try_parse_from(arguments).map_err(|error| error.to_string())?;
        Ok(Settings::try_from(options)?)
    }

    #[test]
    fn without_settings_data_is_an_sqlite_file_in_the_data_directory() {
        let settings = settings(&["--data-dir", "/srv/meetifyr"]).unwrap();
        assert_eq!(settings.database.url(), "sqlite:/srv/meetifyr/meetifyr.db");
    }

    #[test]
    fn the_variables_of_the_python_service_name_a_mysql_database() {
        let mysql =
            ["--mysql-host", "db", "--mysql-user", "me", "--mysql-password", "a/b@c", "--mysql-db", "m"];
        assert_eq!(settings(&mysql).unwrap().database.url(), "mysql://me:a%2Fb%40c@db:3306/m");
        let address = settings(&["--mysql-host", "::1"]).unwrap().database.url();
        assert_eq!(address, "mysql://root@[::1]:3306/meetifyr");
        assert!(settings(&["--mysql-host", ""]).unwrap().database.url().starts_with("sqlite:"));
        let wrong = ["--mysql-host", "db:3307:x"];
        for other in [mysql.as_slice(), &wrong] {
            let both = [["--database-url", "sqlite:x.db"].as_slice(), other].concat();
            assert_eq!(settings(&both).unwrap().database.url(), "sqlite:x.db");
        }
        let neither = ["--database-url", "", "--mysql-host", ""];
        assert!(settings(&neither).unwrap().database.url().starts_with("sqlite:"));
    }

    #[test]
    fn a_wrong_value_stops_the_start_with_a_line_that_says_so() {
        for (arguments, words) in [
            (["--listen", "here"], "--listen"),
            (["--time-zone", "Asia/Nowhere"], "--time-zone"),
            (["--database-url", "postgres://x"], "sqlite: or mysql://"),
            (["--database-url", "sqlite::memory:"], "name a file"),
            (["--database-url", "sqlite:x.db?mode=memory"], "name a file"),
            (["--mysql-host", "db:3307:x"], "without a port"),
            (["--keep-days", "0"], "--keep-days"),
            (["--public-url", "https://a.example/b"], "without a path"),
            (["--trusted-proxies", "10.0.0.0/8,here"], "neither an address nor a network"),
            (["--limits", "maybe"], "--limits"),
        ] {
            let error = settings(&arguments).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn a_file_may_have_memory_in_its_name() {
        for url in ["sqlite:memory-lane.db", "sqlite://memory.db", "sqlite:/srv/memory/a.db"] {
            assert_eq!(settings(&["--database-url", url]).unwrap().database.url(), url);
        }
    }

    #[test]
    fn passwords_do_not_show() {
        for wrong in ["postgres://me:hidden-word@db/m", "MySQL://me:hidden-word@db/m"] {
            assert!(!settings(&["--database-url", wrong]).unwrap_err().contains("hidden-word"));
        }
        let settings = settings(&["--database-url", "mysql://me:hidden-word@db/m"]).unwrap();
        assert!(!format!("{settings:?}").contains("hidden-word"));
    }
}
