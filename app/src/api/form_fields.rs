//! A serde serializer that turns the arguments of a server function into form fields.

use std::fmt;

use leptos::web_sys::UrlSearchParams;
use serde::Serialize;
use serde::ser::{Error, Impossible, SerializeStruct, Serializer};

/// The fields of `arguments`, a struct of strings, numbers and booleans; options that are `None` are left
/// out. `None` if a field has any other type.
pub(super) fn form_fields<T: Serialize>(arguments: &T) -> Option<UrlSearchParams> {
    arguments.serialize(Fields(UrlSearchParams::new().ok()?)).ok()
}

/// The error for a type that a form field cannot represent.
#[derive(Debug)]
struct Unsupported;

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field is a text, a number or a boolean")
    }
}

impl std::error::Error for Unsupported {}

impl Error for Unsupported {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Collects the fields of a struct.
struct Fields(UrlSearchParams);

impl SerializeStruct for Fields {
    type Ok = UrlSearchParams;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        if let Some(text) = value.serialize(Value)? {
            self.0.append(name, &text);
        }
        Ok(())
    }

    fn end(self) -> Result<UrlSearchParams, Unsupported> {
        Ok(self.0)
    }
}

/// Serializes one field to text; an option that is `None` becomes no field.
struct Value;

/// Defines methods that return [`Unsupported`] for types that serde supports and forms do not.
macro_rules! unsupported {
    ($($method:ident($($type:ty),*)),+ $(,)?) => {
        $(fn $method(self, $(_: $type),*) -> Result<Self::Ok, Unsupported> {
            Err(Unsupported)
        })+
    };
}

/// Defines methods that return [`Unsupported`] for all types with several values.
macro_rules! unsupported_compounds {
    ($ok:ty) => {
        type SerializeSeq = Impossible<$ok, Unsupported>;
        type SerializeTuple = Impossible<$ok, Unsupported>;
        type SerializeTupleStruct = Impossible<$ok, Unsupported>;
        type SerializeTupleVariant = Impossible<$ok, Unsupported>;
        type SerializeMap = Impossible<$ok, Unsupported>;
        type SerializeStructVariant = Impossible<$ok, Unsupported>;

        fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_tuple_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleStruct, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Unsupported> {
            Err(Unsupported)
        }
        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Unsupported> {
            Err(Unsupported)
        }
        unsupported!(
            serialize_i8(i8),
            serialize_i16(i16),
            serialize_i32(i32),
            serialize_u8(u8),
            serialize_u16(u16),
            serialize_u32(u32),
            serialize_f32(f32),
            serialize_f64(f64),
            serialize_char(char),
            serialize_bytes(&[u8]),
            serialize_unit(),
            serialize_unit_struct(&'static str),
            serialize_unit_variant(&'static str, u32, &'static str),
        );
    };
}

impl Serializer for Fields {
    type Ok = UrlSearchParams;
    type Error = Unsupported;
    type SerializeStruct = Self;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsupported> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<UrlSearchParams, Unsupported> {
        Err(Unsupported)
    }

    unsupported!(serialize_bool(bool), serialize_i64(i64), serialize_u64(u64), serialize_str(&str));
    unsupported!(serialize_none());
    unsupported_compounds!(UrlSearchParams);
}

impl Serializer for Value {
    type Ok = Option<String>;
    type Error = Unsupported;
    type SerializeStruct = Impossible<Option<String>, Unsupported>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Unsupported> {
        Err(Unsupported)
    }

    fn serialize_bool(self, value: bool) -> Result<Option<String>, Unsupported> {
        Ok(Some(if value { "true" } else { "false" }.to_owned()))
    }

    fn serialize_i64(self, value: i64) -> Result<Option<String>, Unsupported> {
        Ok(Some(value.to_string()))
    }

    fn serialize_u64(self, value: u64) -> Result<Option<String>, Unsupported> {
        Ok(Some(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Option<String>, Unsupported> {
        Ok(Some(value.to_owned()))
    }

    fn serialize_none(self) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<String>, Unsupported> {
        value.serialize(self)
    }

    unsupported_compounds!(Option<String>);
}
