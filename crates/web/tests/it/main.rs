//! Drives the sample office through its whole shell, in process and over a socket.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod console;
#[cfg(test)]
mod office;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod shell;
#[cfg(test)]
mod socket;
